#include <algorithm>
#include <array>

#include "acme/errors.h"
#include "acme/problem.h"
#include "ca/errors.h"
#include "crypto/errors.h"
#include "http/errors.h"
#include "issuance/errors.h"
#include "model/errors.h"
#include "net/errors.h"
#include "policy/errors.h"
#include "profile/errors.h"
#include "ra/errors.h"
#include "va/errors.h"
#include "x509/errors.h"

namespace chancery::acme {

namespace {

using enum ProblemType;

struct TableRow {
  std::string_view code;
  Mapping mapping;
};

constexpr auto kTable = std::to_array<TableRow>({
    // The request itself (6.2 to 6.5)
    {http::kContentTypeWrong.code, {malformed, 415}},
    {http::kJsonMalformed.code, {malformed, 400}},
    {http::kJsonTooDeep.code, {malformed, 400}},
    {http::kJsonTooLarge.code, {malformed, 413}},
    {http::kJsonDuplicateMember.code, {malformed, 400}},
    {http::kJsonMemberMissing.code, {malformed, 400}},
    {http::kJsonMemberWrong.code, {malformed, 400}},
    {kJwsMalformed.code, {malformed, 400}},
    {kAlgorithmNotOffered.code, {bad_signature_algorithm, 400}},
    {kAlgorithmMismatch.code, {bad_signature_algorithm, 400}},
    {kJwkMalformed.code, {bad_public_key, 400}},
    {kJwkPrivate.code, {bad_public_key, 400}},
    {kSignatureWrong.code, {malformed, 400}},
    {kKidUnknown.code, {account_does_not_exist, 400}},
    {kUrlWrong.code, {unauthorized, 401}},
    {kNonceWrong.code, {bad_nonce, 400}},
    {kResourceNotFound.code, {malformed, 404}},
    {kMethodNotServed.code, {malformed, 405}},

    // Accounts (7.3)
    {kOnlyReturnExisting.code, {account_does_not_exist, 400}},
    {kKeyChangeMismatch.code, {malformed, 400}},
    {ra::kAccountNotFound.code, {account_does_not_exist, 400}},
    {ra::kAccountNotValid.code, {unauthorized, 401}},
    {ra::kAccountKeyTaken.code, {malformed, 409}},
    {ra::kAccountKeyForbidden.code, {bad_public_key, 400}},
    {ra::kContactUnsupported.code, {unsupported_contact, 400}},
    {ra::kContactMalformed.code, {invalid_contact, 400}},
    {ra::kContactsTooMany.code, {invalid_contact, 400}},
    {ra::kAgreementRequired.code, {user_action_required, 403}},
    {ra::kExternalAccountRequired.code, {external_account_required, 403}},
    {ra::kExternalAccountUnknown.code, {unauthorized, 401}},
    {ra::kExternalAccountWrong.code, {unauthorized, 401}},
    {ra::kRateLimited.code, {rate_limited, 429}},

    // Orders (7.4)
    {kIdentifierTypeUnsupported.code, {unsupported_identifier, 400}},
    {ra::kIdentifierNotOffered.code, {unsupported_identifier, 400}},
    {ra::kApplicationWithoutNames.code, {malformed, 400}},
    {ra::kApplicationTooManyNames.code, {malformed, 400}},
    {ra::kApplicationNotFound.code, {malformed, 404}},
    {ra::kApplicationNotReady.code, {order_not_ready, 403}},
    {ra::kApplicationClosed.code, {order_not_ready, 403}},
    {ra::kApplicationBusy.code, {order_not_ready, 403}},
    {ra::kValidityNotOffered.code, {malformed, 400}},
    {ra::kProfileNotOffered.code, {invalid_profile, 400}},
    {profile::kProfileUnknown.code, {invalid_profile, 400}},
    {x509::kDnsNameNotPreferred.code, {rejected_identifier, 400}},
    {x509::kDnsNameNotAscii.code, {rejected_identifier, 400}},
    {x509::kIpAddressMalformed.code, {rejected_identifier, 400}},
    {policy::kNameReserved.code, {rejected_identifier, 400}},
    {policy::kNameInternal.code, {rejected_identifier, 400}},
    {policy::kNameReverseZone.code, {rejected_identifier, 400}},
    {policy::kNameIdnMalformed.code, {rejected_identifier, 400}},
    {policy::kNameReservedLabel.code, {rejected_identifier, 400}},
    {policy::kNameUnderscore.code, {rejected_identifier, 400}},
    {policy::kNameWildcardForbidden.code, {rejected_identifier, 400}},
    {policy::kNameWildcardTooWide.code, {rejected_identifier, 400}},
    {policy::kNamePublicSuffix.code, {rejected_identifier, 400}},
    {policy::kAddressReserved.code, {rejected_identifier, 400}},

    // The certification request
    {x509::kCsrMalformed.code, {bad_csr, 400}},
    {x509::kCsrSignature.code, {bad_csr, 400}},
    {ra::kCsrNamesDiffer.code, {bad_csr, 400}},
    {ra::kCsrCommonNameDiffers.code, {bad_csr, 400}},
    {ra::kCsrKeyIsAccountKey.code, {bad_csr, 400}},
    {policy::kKeyTypeForbidden.code, {bad_csr, 400}},
    {policy::kKeySizeForbidden.code, {bad_csr, 400}},
    {policy::kKeyWeak.code, {bad_csr, 400}},

    // Proofs (7.5, 8)
    {ra::kAuthorizationNotFound.code, {malformed, 404}},
    {ra::kAuthorizationClosed.code, {malformed, 400}},
    {ra::kMethodNotOffered.code, {malformed, 404}},
    {ra::kMethodFinal.code, {malformed, 400}},
    {va::kMethodNotAllowed.code, {malformed, 400}},
    {va::kNoAddress.code, {dns, 400}},
    {va::kHttpStatusWrong.code, {incorrect_response, 403}},
    {va::kHttpContentWrong.code, {incorrect_response, 403}},
    {va::kRedirectRefused.code, {connection, 400}},
    {va::kTxtMissing.code, {incorrect_response, 403}},
    {va::kTxtMismatch.code, {incorrect_response, 403}},
    {va::kTlsAlpnMissing.code, {tls, 400}},
    {va::kTlsCertificateWrong.code, {incorrect_response, 403}},
    {net::kAddressForbidden.code, {connection, 400}},
    {net::kDnsNameMalformed.code, {dns, 400}},
    {net::kDnsBogus.code, {dns, 400}},
    {net::kDnsServfail.code, {dns, 400}},
    {net::kDnsTimeout.code, {dns, 400}},
    {net::kDnsRefused.code, {dns, 400}},
    {net::kDnsNoSuchName.code, {dns, 400}},
    {net::kDnsNoData.code, {dns, 400}},
    {net::kDnsRecordMalformed.code, {dns, 400}},
    {net::kDnsAnswerTooLarge.code, {dns, 400}},
    {net::kUrlMalformed.code, {connection, 400}},
    {net::kConnectFailed.code, {connection, 400}},
    {net::kConnectTimeout.code, {connection, 400}},
    {net::kHttpTimeout.code, {connection, 400}},
    {net::kHttpFailed.code, {connection, 400}},
    {net::kHttpTlsFailed.code, {tls, 400}},
    {net::kHttpHeadersTooLarge.code, {connection, 400}},
    {crypto::kTlsHandshakeFailed.code, {tls, 400}},
    {crypto::kTlsTimeout.code, {tls, 400}},

    // CAA and the making of the certificate
    {va::kCaaForbids.code, {caa, 403}},
    {va::kCaaCriticalUnknown.code, {caa, 403}},
    {va::kCaaMalformed.code, {caa, 403}},
    {va::kCaaLookupFailed.code, {dns, 400}},
    {ca::kAgreementMissing.code, {user_action_required, 403}},
    {ca::kProofMissing.code, {unauthorized, 403}},
    {ca::kProofTooOld.code, {unauthorized, 403}},
    {ca::kCaaNotChecked.code, {caa, 403}},
    {ca::kNoIssuerForProfile.code, {server_internal, 503}},
    {issuance::kLintStopped.code, {server_internal, 500}},

    // Revocation (7.6)
    {ra::kCertificateNotFound.code, {malformed, 404}},
    {ra::kRevocationForbidden.code, {unauthorized, 403}},
    {ca::kRevocationTooLate.code, {malformed, 400}},
    {ca::kReasonForbidden.code, {bad_revocation_reason, 400}},
    {model::kRevocationFinal.code, {already_revoked, 400}},
});

}  // namespace

std::optional<Mapping> mapping_of(std::string_view code) {
  const auto* row = std::ranges::find(kTable, code, &TableRow::code);
  return row == kTable.end() ? std::nullopt : std::optional(row->mapping);
}

}  // namespace chancery::acme
