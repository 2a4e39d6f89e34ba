from collections.abc import Mapping

from multaqa.ground.vocabulary.models import Service, TargetGroup


def target_groups_by_code() -> Mapping[str, TargetGroup]:
    return {group.code: group for group in TargetGroup.objects.all()}


def services_by_code() -> Mapping[str, Service]:
    return {service.code: service for service in Service.objects.all()}
