// The filters of searchCertificates.
#pragma once

#include "base/result.h"
#include "http/query.h"
#include "ra/scope.h"
#include "store/certificate_register.h"
#include "store/certificate_repository.h"

namespace chancery::api {

/// An applicant's search holds its account as a filter of its own, so no filter can reach beyond.
/// Errors: kQueryParameterWrong, http::kQueryParameterUnknown, those of the values' own parsers.
[[nodiscard]] Result<store::CertificateSearch> read_certificate_search(const http::Query& query,
                                                                       const ra::Scope& scope);

/// Whether a search is for one name, serial number or key exactly: then no order can be chosen.
[[nodiscard]] bool asks_exactly(const http::Query& query);

struct CertificateQuery {
  store::CertificateFilter filter;
  store::CertificateOrder order = store::CertificateOrder::newest;
  bool keyless = false;  ///< those that store::keyless_certificates finds, in no other order
};

/// Every other search. By expiry, soonest first, when only a span of it is given and no order.
/// Errors: as read_certificate_search; kQueryParameterWrong for another enterprise's `owner`, and
/// for a status or an order of those whose key has to be registered.
[[nodiscard]] Result<CertificateQuery> read_certificate_filter(const http::Query& query,
                                                               const ra::Scope& scope);
/// One page of what it asks for. Errors: the register's.
[[nodiscard]] Result<store::RegisterPage> page_of(store::Snapshot& snapshot,
                                                  const CertificateQuery& query, Time now,
                                                  int limit, const std::string& cursor);
/// Errors: http::kQueryParameterUnknown.
[[nodiscard]] Result<void> refuse_other_list_parameters(const http::Query& query);
[[nodiscard]] Result<void> refuse_other_export_parameters(const http::Query& query);

/// `limit` of a list: already known to be in its range, 50 if absent.
[[nodiscard]] int page_limit(const http::Query& query);

}  // namespace chancery::api
