from django.apps import apps

# Other apps (auth, admin, allauth) are not ours to order.
ORDER = ["ground", "listen", "situate", "understand", "plan", "fund", "deliver", "accountability"]


def test_keys_point_back_to_earlier_stages():
    rank = {label: place for place, label in enumerate(ORDER)}
    for model in (model for model in apps.get_models() if model._meta.app_label in rank):
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                target = field.related_model._meta.app_label
                assert rank.get(target, -1) <= rank.get(model._meta.app_label, -1), field


def test_every_table_of_ours_belongs_to_a_stage_in_the_order():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("multaqa.") and config.models}
    assert ours - {"ui", "config"} <= set(ORDER)
