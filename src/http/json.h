// Bounded reading and clean writing of JSON (RFC 8259) at the doors.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

namespace chancery::http {

struct JsonLimits {
  std::size_t max_bytes = 64 * 1024;
  std::size_t max_depth = 16;
};

/// Strict: UTF-8, one value, nothing after it, no member twice, no U+0000 in strings (databases
/// cannot hold it). Errors: kJsonMalformed (with `position`), kJsonTooDeep, kJsonTooLarge,
/// kJsonDuplicateMember (with `member`). The value lies in `storage`, by default on the heap.
[[nodiscard]] Result<boost::json::value> parse_json(BytesView text, JsonLimits limits = {},
                                                    boost::json::storage_ptr storage = {});

/// The members of an object with checks of their presence and type. Borrows the object. Errors name
/// the member by its full place ("subject.country").
class JsonObject final {
 public:
  /// Errors: kJsonMemberWrong when `value` is not an object.
  [[nodiscard]] static Result<JsonObject> of(const boost::json::value& value,
                                             std::string_view place = "");

  [[nodiscard]] bool has(std::string_view name) const;

  /// Needed members. Errors: kJsonMemberMissing, kJsonMemberWrong.
  [[nodiscard]] Result<std::string_view> text(std::string_view name) const;
  [[nodiscard]] Result<std::int64_t> integer(std::string_view name) const;
  [[nodiscard]] Result<bool> boolean(std::string_view name) const;
  [[nodiscard]] Result<JsonObject> object(std::string_view name) const;
  [[nodiscard]] Result<const boost::json::array*> array(std::string_view name) const;
  [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view name) const;

  /// Members that may be absent. A null is not absence: it is refused. Errors: kJsonMemberWrong.
  [[nodiscard]] Result<std::optional<std::string_view>> optional_text(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::int64_t>> optional_integer(std::string_view name) const;
  [[nodiscard]] Result<std::optional<bool>> optional_boolean(std::string_view name) const;
  [[nodiscard]] Result<std::optional<JsonObject>> optional_object(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::vector<std::string>>> optional_texts(
      std::string_view name) const;

  /// Errors: kJsonMemberUnknown with the first member that is not in `known`.
  [[nodiscard]] Result<void> refuse_others(std::initializer_list<std::string_view> known) const;

  /// The place of a member, as errors name it.
  [[nodiscard]] std::string place_of(std::string_view name) const;
  [[nodiscard]] const boost::json::object& raw() const { return *object_; }

 private:
  JsonObject(const boost::json::object& object, std::string place)
      : object_(&object), place_(std::move(place)) {}
  const boost::json::object* object_;
  std::string place_;
};

/// `value` as compact text, members that are null left out at every depth (clients stumble on
/// them).
[[nodiscard]] std::string to_json_text(const boost::json::value& value);

/// A response with `value` as its body; application/json unless said otherwise.
[[nodiscard]] Response respond_json(int status, const boost::json::value& value,
                                    std::string_view content_type = "application/json");

/// The request's body as JSON. Errors: kContentTypeWrong unless it is sent as `content_type`; and
/// those of `parse_json`.
[[nodiscard]] Result<boost::json::value> json_body(
    const Request& request, JsonLimits limits = {},
    std::string_view content_type = "application/json");

}  // namespace chancery::http
