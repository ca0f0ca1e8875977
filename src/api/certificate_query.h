// The filters of searchCertificates.
#pragma once

#include "base/result.h"
#include "http/query.h"
#include "ra/scope.h"
#include "store/certificate_repository.h"

namespace chancery::api {

/// An applicant's search holds its account as a filter of its own, so no filter can reach beyond.
/// Errors: kQueryParameterWrong, http::kQueryParameterUnknown, those of the values' own parsers.
[[nodiscard]] Result<store::CertificateSearch> read_certificate_search(const http::Query& query,
                                                                       const ra::Scope& scope);

/// `limit` of a list: already known to be in its range, 50 if absent.
[[nodiscard]] int page_limit(const http::Query& query);

}  // namespace chancery::api
