// The schemas of the published document as checks on requests (OpenAPI 3.1; JSON Schema 2020-12),
// so that what is documented is what is enforced.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::api {

/// One schema with everything that it refers to. Immutable; cheap to copy; safe for many threads.
///
/// Enforced: type, enum, minLength and maxLength (in code points), minimum and maximum (of
/// integers), minItems and maxItems, items, properties, required, additionalProperties, $ref.
/// NOT enforced: pattern and format, whose values are parsed by whoever uses them.
class Schema final {
 public:
  /// `document` resolves references such as "#/components/schemas/Id". Precondition: `schema` is
  /// well-formed and refers to itself nowhere (ours is known when the program is built).
  [[nodiscard]] static Schema compile(const boost::json::object& document,
                                      const boost::json::value& schema);

  /// `place` names the value in errors ("names[2].value"; "" for a whole body).
  /// Errors: http::kJsonMemberMissing, kJsonMemberUnknown, kJsonMemberWrong with "expected".
  [[nodiscard]] Result<void> check(const boost::json::value& value, std::string_view place) const;

  /// The same for a value that arrives as text, which has to be UTF-8 as in JSON: an integer is
  /// read from it first. Errors: kQueryParameterWrong with "parameter" and "expected".
  [[nodiscard]] Result<void> check_text(std::string_view text, std::string_view name) const;

 private:
  struct Node;
  class Check;
  using NodePtr = std::shared_ptr<const Node>;

  explicit Schema(NodePtr root) : root_(std::move(root)) {}
  [[nodiscard]] static NodePtr read(const boost::json::object& document,
                                    const boost::json::value& schema);

  NodePtr root_;
};

}  // namespace chancery::api
