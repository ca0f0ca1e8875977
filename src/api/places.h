// The operations on countries and their states: what an address in a subject may say (NT-18).
#pragma once

#include <string>

#include "api/call.h"

namespace chancery::api {

/// Safe for many threads. What is here changes with the program alone, so that a caller may keep an
/// answer and ask whether it still holds (ETag; RFC 9110 section 13).
class Places final {
 public:
  Places();

  [[nodiscard]] Result<http::Response> countries(const Call& call) const;
  /// Of one country; an empty list means that any state may be written. Errors: kCountryUnknown.
  [[nodiscard]] Result<http::Response> states(const Call& call) const;

 private:
  [[nodiscard]] http::Response answer(const Call& call, const boost::json::object& body) const;

  std::string etag_;  ///< of the whole table
};

}  // namespace chancery::api
