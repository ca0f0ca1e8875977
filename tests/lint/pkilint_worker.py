"""Shows documents to pkilint. Runs inside of the environment of requirements.txt, which has pkilint.

Standard input: a line of JSON each, {"kind": "certificate"|"crl"|"ocsp", "rules": "tls"|"smime"|"", "der": base64}.
Standard output: a list of findings for each, [{"lint", "severity", "detail"}].
"""
import base64
import json
import sys

from pkilint import finding_filter, loader, pkix
from pkilint.cabf import cabf_crl, serverauth, smime
from pkilint.pkix import certificate, crl, extension, name, ocsp

_DECODERS = [pkix.create_attribute_decoder(name.ATTRIBUTE_TYPE_MAPPINGS),
             pkix.create_extension_decoder(extension.EXTENSION_MAPPINGS)]
_made = {}


def once(key, make):
    if key not in _made:
        _made[key] = make()
    return _made[key]


def rfc_certificate():
    return certificate.create_pkix_certificate_validator_container(
        certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS),
        [certificate.create_issuer_validator_container([]),
         certificate.create_validity_validator_container(),
         certificate.create_subject_validator_container([]),
         certificate.create_extensions_validator_container([]),
         certificate.create_spki_validator_container([])])


def cabf_certificate(kind):
    return certificate.create_pkix_certificate_validator_container(
        serverauth.create_decoding_validators(), serverauth.create_validators(kind))


def crl_validators(rules, kind):
    validity = [cabf_crl.create_validity_period_validator(kind)] if rules else []
    reasons = [cabf_crl.CabfCrlReasonCodeAllowlistValidator(kind)] if rules else []
    return crl.create_pkix_crl_validator_container(
        _DECODERS, [crl.create_issuer_validator_container([]), crl.create_validity_validator_container(validity),
                    crl.create_extensions_validator_container([]), *reasons])


def ocsp_validators():
    return ocsp.create_pkix_ocsp_response_validator_container([ocsp.create_response_decoder(), *_DECODERS], [])


def smime_certificate(level):
    return certificate.create_pkix_certificate_validator_container(
        smime.create_decoding_validators(), smime.create_subscriber_validators(*level))


def lint_certificate(der, rules):
    document = loader.load_certificate(der, "input")
    is_smime = rules == "smime" and not document.is_ca  # of S/MIME pkilint knows subscribers alone
    level = is_smime and smime.determine_validation_level_and_generation(document)
    if level:
        return once(level, lambda: smime_certificate(level)).validate(document.root)
    if rules != "tls":
        return once("rfc", rfc_certificate).validate(document.root)
    kind = serverauth.determine_certificate_type(document)
    results = once(kind, lambda: cabf_certificate(kind)).validate(document.root)
    return finding_filter.filter_results(serverauth.create_serverauth_finding_filters(kind), results)[0]


def lint(document):
    der, rules = base64.b64decode(document["der"]), document["rules"]
    if document["kind"] == "certificate":
        return lint_certificate(der, rules)
    if document["kind"] == "crl":
        kind = crl.CertificateRevocationListType["ARL" if document.get("of_cas") else "CRL"]
        return once((rules, kind), lambda: crl_validators(rules, kind)).validate(
            loader.load_crl(der, "input").root)
    return once("ocsp", ocsp_validators).validate(loader.load_ocsp_response(der, "input").root)


def findings(document):
    try:
        results = lint(document)
    except ValueError as unreadable:
        return [{"lint": "unreadable", "severity": "error", "detail": str(unreadable)}]
    return [{"lint": one.finding.code, "severity": one.finding.severity.name.lower(),
             "detail": f"{result.node.path}: {one.message or ''}"}
            for result in results for one in result.finding_descriptions]


for line in sys.stdin:
    print(json.dumps(findings(json.loads(line))), flush=True)
