"""People whom a text names: where a name begins and ends, which office is whose, and who is meant again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.known_persons import KnownPersons
from multaqa.analysis.text.persons import find_persons
from multaqa.analysis.text.same_names import ends_with, same_name


def named(text: str) -> list[tuple[str, str]]:
    return [(person.name, person.role) for person in find_persons(text)]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        (
            "ترأست السيدة رحيمة بنسودة، وزيرة التضامن والإدماج الاجتماعي والأسرة، لقاء تشاوريا",
            [("رحيمة بنسودة", "وزيرة التضامن والإدماج الاجتماعي والأسرة")],
        ),
        ("زارت المركز رفقة عامل إقليم أزيلال محمد الوردي.", [("محمد الوردي", "عامل إقليم أزيلال")]),
        (
            "قال السيد المدير الإقليمي للتعاون الوطني نور الدين الصافي إن",
            [("نور الدين الصافي", "المدير الإقليمي للتعاون الوطني")],
        ),
        (
            "بحضور والي الجهة السيد معاذ الريفي وعامل الإقليم السيد عبد الغني الصبار",
            [("معاذ الريفي", "والي الجهة"), ("عبد الغني الصبار", "عامل الإقليم")],
        ),
        (
            "السادة محمد بن عبد الله العلوي، وأحمد آيت موسى، وسعاد الزهراوي رئيسة جمعية الأمل",
            [("محمد بن عبد الله العلوي", ""), ("أحمد آيت موسى", ""), ("سعاد الزهراوي", "رئيسة جمعية الأمل")],
        ),
        ("أكدت السيدة فاطمة الزهراء المنصوري عمدة المدينة أن", [("فاطمة الزهراء المنصوري", "عمدة المدينة")]),
        ("حضر رئيس المجلس الإقليمي حسن الدرقاوي", [("حسن الدرقاوي", "رئيس المجلس الإقليمي")]),
        ("السيد/ محمد العمراني", [("محمد العمراني", "")]),
        ("برئاسة والي الجهة السيد خالد سفير، خصص", [("خالد سفير", "والي الجهة")]),
        ("وأوضح ماء العينين ولد سيداتي، رئيس القسم، أن", [("ماء العينين ولد سيداتي", "رئيس القسم")]),
        ("مديرة مركب الأميرة للا مريم بفاس وشارع الحاج عمر الريفي", []),
        ("وكشفت مسيرة دار الطالبة، تودة أوحساين، أن", [("تودة أوحساين", "مسيرة دار الطالبة")]),
        ("الوكالة، الممثلة من طرف السيدة كلاوديا مورينو", [("كلاوديا مورينو", "")]),
        ("سكينة بنجلون، باحثة في علم الاجتماع، ترى", [("سكينة بنجلون", "باحثة في علم الاجتماع")]),
        (
            "L'ex-président de la commune, Abdeslam Ou-Addi, explique",
            [("Abdeslam Ou-Addi", "président de la commune")],
        ),
        ("Le chargé de projets, Xander Weberling s'est dit", [("Xander Weberling", "chargé de projets")]),
        (
            "S.E.M. Amadou Diallo, ambassadeur du Mali, et de notre ami Elhoussaine Ouaki",
            [("Amadou Diallo", "ambassadeur du Mali"), ("Elhoussaine Ouaki", "")],
        ),
        (
            "Mme Mbarka Bouaida, présidente du conseil régional\nLancement du programme",
            [("Mbarka Bouaida", "présidente du conseil régional")],
        ),
        ("du gouverneur par intérim Mohamed Ait Taleb.", [("Mohamed Ait Taleb", "gouverneur par intérim")]),
        ("تدخل السيد ميمون الورياغلي رئيس جمعية أنوال فقال", [("ميمون الورياغلي", "رئيس جمعية أنوال")]),
        ("نشطه الفنان جاد المالح.", [("جاد المالح", "الفنان")]),
        ("Patricia Llombart Cussac a signé. Mme Llombart Cussac a dit", [("Patricia Llombart Cussac", "")]),
        ("Mme MOUTAWAKIL Rkia\nDouar Tamgunsi\n\nSigné : Rkia Moutawakil", [("MOUTAWAKIL Rkia", "")]),
        (
            "أكد والي جهة الشرق عامل عمالة وجدة أنجاد، الخطيب الوردي، أن",
            [("الخطيب الوردي", "والي جهة الشرق عامل عمالة وجدة أنجاد")],
        ),
        ("أما ممثلة الهيئة بالمغرب، ليلى الرحماني، فاعتبرت", [("ليلى الرحماني", "ممثلة الهيئة بالمغرب")]),
        ("Il n'y a pas de médecin.\nM. Rachid Abouzid demande", [("Rachid Abouzid", "")]),
        (
            "- السيد عبد الرحيم أيت بلا، رئيس مصلحة العمل الاجتماعي؛",
            [("عبد الرحيم أيت بلا", "رئيس مصلحة العمل الاجتماعي")],
        ),
        ('طالبت ممثلة تعاونية "نور الجبل"، عائشة أوبيهي، بفتح', [("عائشة أوبيهي", 'ممثلة تعاونية "نور الجبل"')]),
        (
            "D'après Karima Berrada, présidente de l'association « Le Lien », rien ne bouge",
            [("Karima Berrada", "présidente de l'association « Le Lien »")],
        ),
        (
            "Le gouverneur de la préfecture de M'diq-Fnideq, Yassine Jbari, a présidé",
            [("Yassine Jbari", "gouverneur de la préfecture de M'diq-Fnideq")],
        ),
        (
            "Mme Rahima Bensouda, ministre de la Solidarité, de l'Insertion sociale et de la Famille, a affirmé que",
            [("Rahima Bensouda", "ministre de la Solidarité, de l'Insertion sociale et de la Famille")],
        ),
        (
            "M. Khatib El Wardi, wali de la région Béni Mellal-Khénifra, a reçu",
            [("Khatib El Wardi", "wali de la région Béni Mellal-Khénifra")],
        ),
        (
            "le wali de la région, M. Omar Ziani, et le maire Omar Belhaj",
            [("Omar Ziani", "wali de la région"), ("Omar Belhaj", "maire")],
        ),
        ("en présence de MM. Karim Benali et Saïd Aït Moussa", [("Karim Benali", ""), ("Saïd Aït Moussa", "")]),
        (
            "Zitouna Ouchrif, présidente de l'association Amal, a regretté",
            [("Zitouna Ouchrif", "présidente de l'association Amal")],
        ),
        (
            "la présidente de l'association Amal, Zitouna Ouchrif, regrette",
            [("Zitouna Ouchrif", "présidente de l'association Amal")],
        ),
        (
            "- Ahmed El Fassi : délégué provincial de l'Entraide nationale",
            [("Ahmed El Fassi", "délégué provincial de l'Entraide nationale")],
        ),
        ("le Dr. N. Berrada et le Pr Abdelhak El Mernissi", [("N. Berrada", ""), ("Abdelhak El Mernissi", "")]),
        ("السيدة أم كلثوم بنعمر، رئيسة", [("أم كلثوم بنعمر", "رئيسة")]),
        ("وقالت تيسوليت أوحدو، رئيسة تعاونية، إن", [("تيسوليت أوحدو", "رئيسة تعاونية")]),
        ("السيدة حليمة متحدثة باسم التعاونية", [("حليمة", "")]),
        ("السيدة تيفيور آيت علا، والسيد محمد كمال بناني،", [("تيفيور آيت علا", ""), ("محمد كمال بناني", "")]),
        ("هدى بنيحيى (جمعية الأفق) مع كريم العلوي", [("هدى بنيحيى", ""), ("كريم العلوي", "")]),
        ("قال السي محمد من الدوار", [("محمد", "")]),
        ("si Mohamed Lahlou gal lina", [("Mohamed Lahlou", "")]),
    ],
)
def test_persons_are_read_with_their_offices(text: str, persons: list[tuple[str, str]]) -> None:
    assert named(text) == persons


@pytest.mark.parametrize(
    "text",
    [
        "جامعة السلطان مولاي سليمان وشارع محمد الخامس وفضاء محمد السادس",
        "avenue Hassan II, Fondation Mohammed V pour la solidarité, lycée Ibn Sina",
        "حياة كريمة للمواطنين وأمل جديد وجمال الطبيعة",
        "السيد الكاتب العام للعمالة استقبل الوفد",
        "M. le Président a ouvert la séance. Mme la Ministre a répondu.",
        "Le Ministère de la Santé et l'Association Al Amal ont signé",
        "Béni Mellal, Khénifra, directeur régional de l'agence",
        "أمين مال الجمعية والأمين العام للحكومة",
        "السيدات والسادة المنتخبين والسادة الأطباء والسيدات المستفيدات من البرنامج",
        "الحاجة الماسة إلى مركز، وسعادة الأطفال، والبرنامج المسمى تيسير",
        "د. مشاركة الجمعيات في التدبير",
        "يتوفر المركز على مدير، وعلى رئيس مصلحة",
        "- القطاع الخاص، رئيس الغرفة",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("السيدة رحيمة بنسودة، وزيرة. وقالت السيدة بنسودة إن", ["رحيمة بنسودة"]),
        ("Mme Bensouda a ouvert. Rahima Bensouda, ministre, a ajouté", ["Rahima Bensouda"]),
        ("M. Khatib El Wardi a dit. M. El Wardi a ajouté.", ["Khatib El Wardi"]),
        ("Mme Rahima Bensouda a ouvert.\nافتتحت السيدة رحيمة بنسودة اللقاء", ["Rahima Bensouda"]),
        ("M. Karim Benali et M. Omar Benali", ["Karim Benali", "Omar Benali"]),
        ("Mohamed Alaoui, maire. M. Mohammed El Alaoui", ["Mohamed Alaoui"]),
        ("السيد عبدالله بوصوف، الأمين العام. وقال عبد الله بوصوف", ["عبدالله بوصوف"]),
        ("M. Tazi a noté que", ["Tazi"]),
    ],
)
def test_somebody_named_again_is_the_same_person(text: str, names: list[str]) -> None:
    assert [person.name for person in find_persons(text)] == names


def test_an_office_told_at_a_later_mention_is_kept() -> None:
    assert named("M. Omar Ziani a parlé. Omar Ziani, wali de la région, a conclu.") == [
        ("Omar Ziani", "wali de la région")
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rahima Bensouda", "رحيمة بنسودة", True),
        ("Khadija El Fassi", "خديجة الفاسي", True),
        ("Youssef Cherkaoui", "يوسف الشرقاوي", True),
        ("Karim Benali", "عمر بنعلي", False),
        ("Karim Benali", "Omar Benali", False),
        ("K. Benali", "Karim Benali", True),
        ("محمد أمين العلوي", "محمد العلوي", True),
    ],
)
def test_same_name_across_spellings_and_scripts(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) == same


def test_a_surname_is_the_end_of_a_name() -> None:
    assert ends_with("Khatib El Wardi", "El Wardi")
    assert not ends_with("Khatib El Wardi", "Ardi")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("السيدة بنسودة", "رحيمة بنسودة"),
        ("السيدة الوزيرة", "رحيمة بنسودة"),
        ("Mme Bensouda", "رحيمة بنسودة"),
        ("Omar", "Omar Ziani"),
        ("le gouverneur de la province", "Omar Ziani"),
        ("le gouverneur de Taza", None),
        ("المشاركون", None),
        ("الوالي", None),
    ],
)
def test_a_speaker_is_found_among_the_persons(words: str, name: str | None) -> None:
    text = "السيدة رحيمة بنسودة، وزيرة التضامن، و M. Omar Ziani, gouverneur de la province d'Azilal"
    person = KnownPersons(find_persons(text)).spoken_of(words)
    assert (person.name if person else None) == name


def test_two_of_one_surname_are_neither() -> None:
    assert KnownPersons(find_persons("M. Karim Benali et M. Omar Benali")).spoken_of("M. Benali") is None


@given(st.text(alphabet="السيد محمد M. Karim,.؛ \n'-", max_size=80))
def test_whatever_the_text_each_name_stands_in_it(text: str) -> None:
    for person in find_persons(text):
        assert 0 <= person.start < person.end <= len(text)
        assert person.name
