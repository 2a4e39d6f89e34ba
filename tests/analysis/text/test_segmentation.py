"""Sentences and statements: where they begin and end, and who said them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multaqa.analysis.text.segmentation import sentences, utterances


def said(text):
    return [(found.of(text), found.said_by) for found in utterances(text)]


def cut(text):
    return [found.of(text) for found in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. Alami est venu. Mme Idrissi aussi.", ["M. Alami est venu.", "Mme Idrissi aussi."]),
        ("Le coût est de 3.097.722 dirhams. C'est peu.", ["Le coût est de 3.097.722 dirhams.", "C'est peu."]),
        ("حضر د. العلوي. غاب الآخرون؟ نعم!", ["حضر د. العلوي.", "غاب الآخرون؟", "نعم!"]),
        ("انتهى اللقاء.وغادر الجميع", ["انتهى اللقاء.", "وغادر الجميع"]),
        ("- Un bus\n- Une route\n2) un puits", ["Un bus", "Une route", "un puits"]),
        ("أ- توفير النقل\nب- فتح المركز", ["توفير النقل", "فتح المركز"]),
        ("• نقص في الأطر\n• بعد المركز", ["نقص في الأطر", "بعد المركز"]),
        ("… ? !\n\n---", []),
    ],
)
def test_sentences_end_at_stops_and_lines_of_lists(text, expected):
    assert cut(text) == expected


def test_a_line_cut_by_the_width_of_a_page_goes_on():
    text = (
        "La rencontre a permis de présenter le bilan des programmes sociaux menés\n"
        "dans la province depuis deux ans. Les élus ont posé des questions sur le\n"
        "calendrier."
    )
    assert len(cut(text)) == 2


def test_lines_of_a_sheet_stay_apart_without_stops():
    assert cut("نريد حافلة للتلاميذ\nالمركز مغلق\nشكرا لكم") == ["نريد حافلة للتلاميذ", "المركز مغلق", "شكرا لكم"]


@pytest.mark.parametrize(
    "text",
    [
        "Fès-Meknès : lancement des concertations régionales\n\nLa région compte neuf provinces.",
        "لقاء تشاوري حول القطب الاجتماعي\n\nتضم الجهة تسعة أقاليم.",
        "COMMUNIQUÉ DE PRESSE\nLa région compte neuf provinces.",
        "Difficultés :\n- Le bus est en panne.",
    ],
)
def test_a_heading_is_no_statement(text):
    assert len(utterances(text)) == 1
    assert len(sentences(text)) == 2


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Fès, 21 janvier 2022 – Le centre a ouvert.", "Le centre a ouvert."),
        ("Rabat, le 3 mars 2023 (MAP) - Le centre a ouvert.", "Le centre a ouvert."),
        ("الرباط، 12 مارس 2024 - افتتح المركز أبوابه.", "افتتح المركز أبوابه."),
        ("الرباط (ومع) – افتتح المركز أبوابه.", "افتتح المركز أبوابه."),
    ],
)
def test_a_dateline_is_no_part_of_a_statement(text, statement):
    assert [found.of(text) for found in utterances(text)] == [statement]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال والي الجهة إن المشروع جاهز.", [("المشروع جاهز.", "والي الجهة")]),
        (
            "من جهته، قال والي الجهة السيد سعيد أمزيل إن المشروع جاهز.",
            [("المشروع جاهز.", "والي الجهة السيد سعيد أمزيل")],
        ),
        (
            "وفي كلمة بالمناسبة، أكدت السيدة نعيمة بن يحيى، وزيرة التضامن، أن البرنامج سيشمل الجميع.",
            [("البرنامج سيشمل الجميع.", "السيدة نعيمة بن يحيى، وزيرة التضامن")],
        ),
        ("السيدة الوزيرة أكدت أن الحل قريب.", [("الحل قريب.", "السيدة الوزيرة")]),
        ("«الطريق مقطوعة منذ شهر»، يقول رئيس الجماعة.", [("الطريق مقطوعة منذ شهر", "رئيس الجماعة")]),
        ("وحسب رئيسة الجمعية، فإن النساء لا يصلن إلى المركز.", [("النساء لا يصلن إلى المركز.", "رئيسة الجمعية")]),
        ("طالب ممثل الآباء بتوفير مرافقات.", [("طالب ممثل الآباء بتوفير مرافقات.", "ممثل الآباء")]),
        ("Mme Hayar a affirmé que le programme débutera.", [("le programme débutera.", "Mme Hayar")]),
        (
            "Selon le président de l'association, les familles attendent.",
            [("les familles attendent.", "le président de l'association")],
        ),
        ("« Le centre est fermé », a souligné le gouverneur.", [("Le centre est fermé", "le gouverneur")]),
        (
            "Le bus est en panne, a indiqué M. Alami, président du conseil.",
            [("Le bus est en panne", "M. Alami, président du conseil")],
        ),
        (
            "Pour sa part, le wali de la région, M. Saïd Amzil, a rappelé que la loi existe.",
            [("la loi existe.", "le wali de la région, M. Saïd Amzil")],
        ),
        (
            "Les élus ont demandé la création d'un centre.",
            [("Les élus ont demandé la création d'un centre.", "Les élus")],
        ),
        ("السيد الوالي: نرحب بكم. المركز جاهز.", [("نرحب بكم.", "السيد الوالي"), ("المركز جاهز.", "السيد الوالي")]),
        ("The governor said that the road is open.", [("the road is open.", "The governor")]),
        (
            "D'après la directrice, Khadija Amrani, l'équipe est complète.",
            [("l'équipe est complète.", "la directrice, Khadija Amrani")],
        ),
        ("Pour Rachid Oubella, le bus change tout.", [("le bus change tout.", "Rachid Oubella")]),
        ("« Le bus roule ! », lance une mère de famille.", [("Le bus roule !", "une mère de famille")]),
        (
            "Le Pr Karim Sebti s'est dit prêt à former les équipes.",
            [("Le Pr Karim Sebti s'est dit prêt à former les équipes.", "Le Pr Karim Sebti")],
        ),
        (
            "Mme Alami a dit que la route est coupée, ajoutant que le pont est tombé.",
            [("la route est coupée", "Mme Alami"), ("le pont est tombé.", "Mme Alami")],
        ),
        ("أما السيد المدير فقد أعلن أن القسم سيفتح.", [("القسم سيفتح.", "السيد المدير")]),
        ("الشاب ياسين بركاش أكد من جانبه أن الدار مغلقة.", [("الدار مغلقة.", "الشاب ياسين بركاش")]),
        (
            "وحذرت طبيبة المركز الصحي من تفاقم الوضع.",
            [("وحذرت طبيبة المركز الصحي من تفاقم الوضع.", "طبيبة المركز الصحي")],
        ),
        ("«ننتظر منذ سنين»، تقول فاطنة.", [("ننتظر منذ سنين", "فاطنة")]),
        (
            "ودعت فاطمة العلوي، فاعلة جمعوية، إلى إشراك النساء، بينما اقترح رئيس الجماعة تخصيص حافلة.",
            [
                ("ودعت فاطمة العلوي، فاعلة جمعوية، إلى إشراك النساء", "فاطمة العلوي، فاعلة جمعوية"),
                ("بينما اقترح رئيس الجماعة تخصيص حافلة.", "رئيس الجماعة"),
            ],
        ),
    ],
)
def test_reported_speech_keeps_who_said_it(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("قالت رئيسة الجمعية إن المركز مغلق. وأضافت أن الأطر قليلة.", ["رئيسة الجمعية", "رئيسة الجمعية"]),
        ("أكد الوالي أن المشروع جاهز. وأوضح المتحدث نفسه أن الأشغال انتهت.", ["الوالي", "الوالي"]),
        ("شدد الوالي على أهمية التنسيق. وبدوره شدد على أهمية التتبع.", ["الوالي", "الوالي"]),
        ("M. Alami a indiqué que le bus roule. Il a ajouté que le chauffeur est payé.", ["M. Alami", "M. Alami"]),
        ("Mme Idrissi a dit que le puits est sec. La route manque, a-t-elle ajouté.", ["Mme Idrissi", "Mme Idrissi"]),
        ("« Le puits est sec. Les filles marchent. Aidez-nous », a souligné Mme Idrissi.", ["Mme Idrissi"] * 3),
        ("Mme Idrissi a dit que tout va bien. « Le puits est plein », confie-t-elle.", ["Mme Idrissi"] * 2),
        ("أكد السيد العامل أن الطريق مفتوحة. وأردف قائلا: «الجسر جاهز».", ["السيد العامل"] * 2),
        ("Le gouverneur a dit que la route est ouverte. Il a fait état de deux ponts.", ["Le gouverneur"] * 2),
    ],
)
def test_a_pronoun_goes_on_with_the_actor_before(text, speakers):
    assert [found.said_by for found in utterances(text)] == speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("السلام عليكم ورحمة الله، نطلب تعبيد الطريق.", ["نطلب تعبيد الطريق."]),
        ("Bonjour, nous demandons une ambulance. Merci beaucoup !", ["nous demandons une ambulance."]),
        ("Merci de prévoir un transport scolaire.", ["Merci de prévoir un transport scolaire."]),
        ("بغينا سبيطار قريب. شكرا بزاف. 05 22 00 00 00", ["بغينا سبيطار قريب."]),
        ("- السيدة هند الوردي، المنسقة الجهوية؛\n- ممثل عن مديرية الصحة.", []),
        ("- M. Ali Amrani, le directeur régional ;\n- M. Sami Alaoui : la piste est coupée.", ["la piste est coupée."]),
        (
            "Présidence : M. Ali Amrani, gouverneur.\nPrésents : les élus.\n\nLa piste est coupée.",
            ["La piste est coupée."],
        ),
        ("À Madame la Ministre,\nNous demandons un bus.\nVeuillez agréer nos salutations.", ["Nous demandons un bus."]),
        ("الرباط/ 8 مارس 2024/ ومع/ أطلقت الوزارة برنامجا.", ["أطلقت الوزارة برنامجا."]),
        ("جدول الأعمال: الموارد، مختلفات.\nلوحظ نقص في الماء.\nرفعت الجلسة زوالا.", ["لوحظ نقص في الماء."]),
    ],
)
def test_greetings_and_the_course_of_a_meeting_are_no_statements(text, expected):
    assert [words for words, _by in said(text)] == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("تدخل السيد حسن العلوي وطالب بإصلاح المسلك.", "السيد حسن العلوي"),
        ("شكر السيد الباشا الحضور ووعد برفع التوصيات.", "السيد الباشا"),
        ("وحسب المتدخلين فإن المعلومة لا تصل.", "المتدخلين"),
        ("La parole est donnée à Mme Idrissi, directrice. Elle indique que le bus roule.", "Mme Idrissi"),
        ("Intervention de la coordinatrice : trois centres sont fermés.", "la coordinatrice"),
        ("Un élu de Zirara intervient pour dénoncer l'état de la piste.", "Un élu de Zirara"),
        ("Aux yeux des participants, l'information manque.", "participants"),
        ("« Nous avons un métier », fait valoir une tisseuse d'Aguersif.", "une tisseuse d'Aguersif"),
        ("Le délégué de Taza a, quant à lui, annoncé le recrutement de trois éducateurs.", "Le délégué de Taza"),
        ("Le chef du service social expose les faits et demande une antenne.", "Le chef du service social"),
        ("M. le directeur régional ouvre la séance. Il rappelle que le bus roule.", "M. le directeur régional"),
        ("Un jeune diplômé s'interroge : pourquoi le centre est-il fermé ?", "Un jeune diplômé"),
        ("Les services de la province ont promis de répondre.", "Les services de la province"),
        ("رحب الكاتب العام للعمالة بالحاضرين، مبرزا أن المسنين كثر.", "الكاتب العام للعمالة"),
        ("وعن سؤال حول التمويل، أجاب رئيس الجهة بأن المال متوفر.", "رئيس الجهة"),
        ("La représentante du fonds, Aya Nakano, a félicité la région.", "La représentante du fonds, Aya Nakano"),
        ("Ouvrant les travaux, le wali a dit que la route est ouverte.", "le wali"),
        ("« Il faut un bus », insiste le maire. « Nous avons le chauffeur. »", "le maire"),
        ("أما المنتخبون فيؤكدون أن الموارد قليلة.", "المنتخبون"),
        ("وطالبت نساء تعاونية أجديك بمقر دائم.", "نساء تعاونية أجديك"),
    ],
)
def test_whoever_takes_the_floor_speaks(text, speaker):
    assert utterances(text)[-1].said_by == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Royaume du Maroc\nMinistère de la Solidarité\nCompte rendu – Tiznit, le 12 juin 2025\n\nLe bus manque.",
        "المملكة المغربية\nوزارة التضامن\nمديرية الدراسات – الرباط\n\nينقصنا نقل مدرسي.",
        "Monsieur le Gouverneur,\nLe bus manque.\nSigné : Rkia Moutawakil",
        "سلام تام بوجود مولانا الإمام،\n\nينقصنا نقل مدرسي.\n\nالتوقيع: أمينة أوشلح",
        "Le bus manque depuis le 3 oct. 2025 au douar.",
    ],
)
def test_letterheads_and_signatures_say_nothing(text):
    assert len(utterances(text)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "حوار مع سكينة بنجلون، باحثة\n\nس: كيف ترون الوضع؟\nج: أكبر مشكل هو العزلة. ينقصنا فضاء.",
            [("", "كيف ترون الوضع؟"), ("سكينة بنجلون", "أكبر مشكل هو العزلة."), ("سكينة بنجلون", "ينقصنا فضاء.")],
        ),
        (
            "Entretien avec Zhor El Ouafi, psychologue\n\nQuestion : Que faire ?\nRéponse : Il faut un congé de répit.",
            [("", "Que faire ?"), ("Zhor El Ouafi", "Il faut un congé de répit.")],
        ),
    ],
)
def test_answers_of_an_interview_are_said_by_whom_it_is_with(text, said):
    assert [(one.said_by, one.of(text)) for one in utterances(text)] == said


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("أكدت مديرة المركز أن الفضاء سيمكن نساء المنطقة من التعلم، مضيفة أن التكوين سيدوم سنة.", ["مديرة المركز"] * 2),
        (
            "وأوضح السيد بهي أوحمو، رئيس قسم العمل الاجتماعي، أن المشاريع كثيرة.",
            ["السيد بهي أوحمو، رئيس قسم العمل الاجتماعي"],
        ),
        ("وقدم مدير المشروع، السيد ياسين زروال، عرضا أشار فيه إلى أن المراكز جاهزة.", ["السيد ياسين زروال"]),
        ("وفي كلمتها الافتتاحية ذكرت الوزيرة بأن البرنامج قائم، مبرزة أن المجلس يموله.", ["الوزيرة"] * 2),
        ("سي العربي بوشتة طلب باش يديرو لينا دار الشباب.", ["سي العربي بوشتة"]),
        (
            "Mme Ruiz a indiqué que l'Union européenne se félicite de ce partenariat.",
            ["Mme Ruiz"],
        ),
        (
            "السي حسن العراقي، القايد ديال المنطقة، قال باللي غادي نديرو لجنة.",
            ["السي حسن العراقي، القايد ديال المنطقة"],
        ),
        ('"هذا التكريم دين علي"، تقول سلوى بنمسعود، المتوجة، مضيفة "سأواصل العمل معهم".', ["سلوى بنمسعود"] * 2),
        ("خديجة أوتزناخت، نساجة: لا نجد أين نبيع الزرابي.", ["خديجة أوتزناخت، نساجة"]),
        ("وشددت ذة. غيثة البراد، الكاتبة العامة، على ضرورة الإسراع.", ["ذة. غيثة البراد، الكاتبة العامة"]),
        (
            'Cet espace "répondra aux besoins", a déclaré à la MAP la directrice, Mme Loubna Benkirane.',
            ["la directrice, Mme Loubna Benkirane"],
        ),
        ("M. Ouhmane, coordinateur, expose que les travaux avancent.", ["M. Ouhmane, coordinateur"]),
        (
            "« Nous livrerons en juin », promet Giulia Ferrari, de l'ONG Progetto.",
            ["Giulia Ferrari, de l'ONG Progetto"],
        ),
        ("Le chargé de projets, Hannes Weber s'est dit « fier du travail ».", ["Le chargé de projets, Hannes Weber"]),
    ],
)
def test_who_speaks_is_told_from_what_is_said(text, speakers):
    assert [said.said_by for said in utterances(text)] == speakers


def test_minutes_without_full_stops_are_cut_at_each_actor():
    text = (
        "أشار ممثل الشباب إلى غياب فضاءات القرب واقترح تحويل المدرسة المهجورة إلى دار للشباب، "
        "وتساءل أحد المستشارين عن موعد انطلاق الأشغال، وأجاب السيد العامل بأن الصفقة ستطلق قريبا، "
        "فيما طالبت رئيسة التعاونية بتوفير رواق دائم، وتدخلت السيدة فاطمة العلوي، رئيسة جمعية النور، مطالبة بفتح المركز"
    )
    assert [found.said_by for found in utterances(text)] == [
        "ممثل الشباب", "ممثل الشباب", "أحد المستشارين", "السيد العامل", "رئيسة التعاونية", "",
        "السيدة فاطمة العلوي، رئيسة جمعية النور",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Les élus demandent une route, tandis que les associations réclament un centre.",
            ["Les élus", "les associations"],
        ),
        ("طالبت الجمعيات بتوفير الدعم، كما دعا المنتخبون إلى تعبئة العقار.", ["الجمعيات", "المنتخبون"]),
    ],
)
def test_two_demands_by_two_actors_are_two_statements(text, expected):
    assert [found.said_by for found in utterances(text)] == expected


def test_one_actor_who_complains_and_demands_says_two_things():
    text = "نعاني من نقص الأطر ونطالب بفتح مركز جديد"
    assert [found.of(text) for found in utterances(text)] == ["نعاني من نقص الأطر", "ونطالب بفتح مركز جديد"]


def test_a_list_takes_its_speaker_and_hint_from_the_words_over_it():
    text = "وقد طالب المتدخلون بما يلي:\n- توفير النقل\n- فتح المركز يوم السبت"
    assert [(u.of(text), u.said_by, u.reported_by) for u in utterances(text)] == [
        ("توفير النقل", "المتدخلون", "ask"),
        ("فتح المركز يوم السبت", "المتدخلون", "ask"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Après discussion, il est décidé ce qui suit :\n- ouvrir le centre le samedi\n- écrire au gouverneur",
        "وتم الاتفاق على ما يلي:\n- فتح المركز يوم السبت\n- مراسلة العامل",
    ],
)
def test_a_list_of_decisions_needs_nobody_who_speaks(text):
    assert [found.reported_by for found in utterances(text)] == ["decide", "decide"]


@pytest.mark.parametrize(
    "line", ["Présents : M. Alami, gouverneur ; Mme Idrissi", "الحاضرون: السيد العلوي، عامل الإقليم"]
)
def test_particulars_of_minutes_are_said_by_nobody(line):
    assert said(f"{line}\n\nLe centre est fermé.") == [("Le centre est fermé.", "")]


@pytest.mark.parametrize("heading", ["Les associations :", "Interventions des associations"])
def test_a_heading_that_names_somebody_speaks_in_its_list(heading):
    text = f"{heading}\n- Le puits est sec\n- La piste est longue"
    assert {found.said_by.removeprefix("Les ") for found in utterances(text)} == {"associations"}


def test_a_section_gives_its_lines_a_hint():
    text = "Contraintes :\n- Le puits est sec\n- La piste est longue\nPropositions :\n- Une pompe solaire"
    assert [found.reported_by for found in utterances(text)] == ["complain", "complain", "propose"]


PIECES = (
    "قال أكد وأضافت أن إن بأن والي السيدة رئيسة الجمعية المركز نطالب بفتح وقد من جهته حسب نقص M. Mme Alami a ont "
    "affirmé demandé que qu' le la président région il elle selon et tandis , ، ; ؛ . ? : « » “ ” ( ) - – 1. 12 é ـ ً"
)
WORDS = st.sampled_from([*PIECES.split(), "\n", "\n\n"])
TEXTS = st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_are_in_order_apart_and_inside_the_text(text):
    whole = sentences(text)
    for found in (whole, utterances(text)):
        assert all(0 <= span.start < span.end <= len(text) for span in found)
        assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert all(any(s.start <= u.start and u.end <= s.end for s in whole) for u in utterances(text))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_who_said_it_stands_in_the_text(text):
    assert all(found.said_by in text for found in utterances(text))
