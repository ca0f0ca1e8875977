// What a CSR says, and everything that speaks against it (NC-14, NC-16).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "x509/certification_request.h"

namespace chancery::api {

/// The schema CsrCheck, finding by finding.
class CsrReport final {
 public:
  explicit CsrReport(const x509::CertificationRequest& csr);

  /// A Finding about `field` when `result` is an error that was not found before: another code, or
  /// of the organization another field.
  void add(std::string_view field, const Result<void>& result);

  [[nodiscard]] boost::json::object take();

 private:
  boost::json::object members_;
  boost::json::array findings_;
};

/// The names that the CSR itself asks for, as texts: common name first, each once.
[[nodiscard]] std::vector<std::string> names_in(const x509::CertificationRequest& csr);

}  // namespace chancery::api
