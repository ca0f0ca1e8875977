// The published document, read: which operations there are and what each of them takes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/schema.h"
#include "http/request.h"

namespace chancery::api {

struct QueryParameter {
  std::string name;
  Schema schema;
};

/// Who may call at all.
enum class Entrance {
  caller,   ///< an API key, or a person whose session is open
  session,  ///< a person about itself
  nobody,   ///< whoever comes
};

struct Operation {
  std::string id;  ///< operationId
  http::Method method = http::Method::get;
  std::string path;  ///< as a router's pattern
  std::vector<QueryParameter> query;
  std::optional<Schema> body;  ///< of the JSON body; nothing when it takes none
  Entrance entrance = Entrance::caller;

  /// Every parameter that is there has a value that the document allows, and an operation without
  /// parameters gets none. An unknown one beside known ones is NOT found here (see
  /// Query::refuse_others). Errors: kQueryParameterWrong, http::kQueryParameterUnknown.
  [[nodiscard]] Result<void> check_query(const http::Query& given) const;

  /// The body as JSON that keeps to its schema; null when the operation takes none.
  /// Errors: those of http::json_body and of Schema::check.
  [[nodiscard]] Result<boost::json::value> read_body(const http::Request& request) const;
};

/// Bytes of a request body: a CSR of the largest key with a hundred names is a sixth of that.
inline constexpr std::size_t kMaxBody = 128 * 1024;

/// Read once from the built-in document. Precondition: that is well-formed, which a test shows.
[[nodiscard]] std::vector<Operation> read_contract(std::string_view document);

}  // namespace chancery::api
