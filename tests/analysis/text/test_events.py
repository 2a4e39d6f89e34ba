"""What a document tells of, by its title and how it begins."""

import pytest

from multaqa.analysis.text.events import event_type_of


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("لقاء تشاوري جهوي بأكادير\n\nاحتضنت المدينة لقاء حول الاستراتيجية بحضور الجمعيات.", "regional_consultation"),
        ("اللجنة الإقليمية للتنمية البشرية بطاطا تصادق على 27 مشروعا\n\nعقدت اللجنة اجتماعها.", "funding_decision"),
        ("Le CPDH approuve 19 projets\n\nLe comité, réuni jeudi, a approuvé 19 projets.", "funding_decision"),
        (
            "Concertation régionale à Oujda\n\nLes acteurs territoriaux ont exprimé leurs attentes.",
            "regional_consultation",
        ),
        ("زيارة ميدانية لمراكز حماية الطفولة\n\nقامت الوزيرة بزيارة", "field_visit"),
        (
            "La ministre s'est rendue hier à Azilal, où elle a effectué une visite de terrain dans deux centres.",
            "field_visit",
        ),
        ("توقيع اتفاقية شراكة بين الوزارة ومجلس الجهة", "agreement_signing"),
        ("Le ministère et la région signent trois conventions de partenariat", "agreement_signing"),
        ("تدشين فضاء متعدد الوظائف للنساء", "inauguration"),
        ("Un centre d'accueil a été inauguré vendredi à Taza", "inauguration"),
        ("محضر اجتماع لجنة القيادة\n\nجدول الأعمال: تقدم الأشغال", "steering_committee"),
        ("Procès-verbal du comité de pilotage\n\nOrdre du jour : avancement des travaux", "steering_committee"),
        ("إطلاق برنامج جديد للتمكين الاقتصادي", "programme_launch"),
        ("Lancement de la campagne nationale de sensibilisation", "programme_launch"),
        ("تخصيص غلاف مالي قدره 12 مليون درهم لدعم الجمعيات", "funding_decision"),
        ("Le conseil approuve une subvention de 2 MDH pour l'association", "funding_decision"),
        ("Etat d'avancement du projet de centre social", "project_progress"),
        ("نسبة تقدم الأشغال بالمركز الاجتماعي بلغت 60 في المائة", "project_progress"),
        ("Remise de 40 fauteuils roulants à Khénifra", "equipment_handover"),
        ("تسليم حافلات للنقل المدرسي لفائدة الجماعات", "equipment_handover"),
        ("Communiqué\n\nLe ministère rappelle les horaires d'ouverture de ses guichets.", "other"),
        ("تهنئة بمناسبة السنة الجديدة", "other"),
        ("", "other"),
        (
            "Objet : réclamation sur le transport scolaire\n\nMadame la Ministre, nous demandons un financement.",
            "other",
        ),
        ("شكاية من ساكنة الدوار\n\nنطلب تمويل المسلك الطرقي.", "other"),
        ("مركز جديد يفتح أبوابه للنساء بورزازات", "inauguration"),
        ("Le nouvel espace ouvre ses portes aux familles", "inauguration"),
        ("Délégation de crédits au titre de 2025 : 3 MDH pour les associations", "funding_decision"),
        ("Table ronde avec les habitants\n\nLes participants ont dit leurs attentes.", "regional_consultation"),
        (
            "طنجة تحتضن لقاء تشاوريا\n\nترأست الوزيرة اللقاء. وخصصت الوزارة غلافا للجمعيات. وستوقع اتفاقية شراكة.",
            "regional_consultation",
        ),
        ("التوقيع على اتفاقيتين بغلاف مالي قدره 20 مليون درهم", "agreement_signing"),
        ("الانطلاقة الرسمية لعملية رعاية\n\nأعطيت الانطلاقة لتوزيع المساعدات.", "programme_launch"),
        ("Réunion du comité de suivi\n\nIl a examiné l'état d'avancement et validé le budget.", "steering_committee"),
        ("Comité régional de pilotage : troisième réunion\n\nLe comité a arrêté le calendrier.", "steering_committee"),
        ("محضر جلسة استماع\n\nعرض المتدخلون الإكراهات.", "regional_consultation"),
        ("عامل الإقليم يقف على سير الأشغال\n\nحل السيد العامل بالمؤسسة واستمع إلى النزيلات.", "field_visit"),
        ("Où en est le centre ?\n\nLe gros œuvre est terminé.", "project_progress"),
        ("محضر اجتماع\n\nخصص الاجتماع لتدارس وضعية المؤسسات. وتأخر صرف المنح.", "other"),
    ],
)
def test_event_type_of_titles_and_beginnings(text: str, event_type: str) -> None:
    assert event_type_of(text) == event_type


def test_the_title_outweighs_what_is_told_further_down() -> None:
    text = (
        "زيارة ميدانية بإقليم ميدلت\n\n" + "وصلت الوزيرة صباحا. " * 40 + "وتم التوقيع على اتفاقية شراكة وتسليم معدات."
    )
    assert event_type_of(text) == "field_visit"
