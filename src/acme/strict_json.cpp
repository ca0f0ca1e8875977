#include "acme/strict_json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>

#include "acme/errors.h"

namespace chancery::acme {

namespace {

constexpr std::size_t kMaxDepth = 8;

/// Builds the value as Boost's own handler does, and looks at every member name on the way.
struct StrictHandler {
  static constexpr std::size_t max_object_size = 64;
  static constexpr std::size_t max_array_size = 256;
  static constexpr std::size_t max_key_size = 256;
  static constexpr std::size_t max_string_size = std::size_t{1} << 20U;

  json::value_stack stack;
  std::string key_part;
  std::vector<std::vector<std::string>> names;
  std::string repeated;

  bool on_document_begin(json::error_code&) {
    stack.reset();
    return true;
  }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    names.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t count, json::error_code&) {
    names.pop_back();
    stack.push_object(count);
    return true;
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t count, json::error_code&) {
    stack.push_array(count);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_part.append(part);
    stack.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    key_part.append(part);
    stack.push_key(part);
    auto& seen = names.back();
    if (std::ranges::find(seen, key_part) != seen.end()) {
      repeated = key_part;
      error = json::error::syntax;
      return false;
    }
    seen.push_back(std::move(key_part));
    key_part.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    stack.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    stack.push_string(part);
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
    stack.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
    stack.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view, json::error_code&) {
    stack.push_double(number);
    return true;
  }
  bool on_bool(bool flag, json::error_code&) {
    stack.push_bool(flag);
    return true;
  }
  bool on_null(json::error_code&) {
    stack.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

std::unexpected<Error> malformed_member(std::string_view name, std::string_view expected) {
  return fail(kMemberMalformed,
              {{"member", std::string(name)}, {"expected", std::string(expected)}});
}

}  // namespace

Result<json::object> parse_object(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::basic_parser<StrictHandler> parser(options);
  json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) {
    error = json::error::extra_data;
  }
  if (error) {
    const std::string& repeated = parser.handler().repeated;
    return repeated.empty() ? fail(kJsonMalformed, "seen", error.message())
                            : fail(kJsonMalformed, "repeated", repeated);
  }
  json::value value = parser.handler().stack.release();
  if (!value.is_object()) {
    return fail(kJsonMalformed, "expected", "an object");
  }
  return std::move(value.get_object());
}

Result<std::string_view> text_member(const json::object& object, std::string_view name) {
  const auto text = TRY(optional_text_member(object, name));
  if (!text) {
    return fail(kMemberMissing, "member", std::string(name));
  }
  return *text;
}

Result<std::optional<std::string_view>> optional_text_member(const json::object& object,
                                                             std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_string()) {
    return malformed_member(name, "text");
  }
  return std::string_view(value->get_string());
}

Result<bool> flag_member(const json::object& object, std::string_view name, bool fallback) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) {
    return fallback;
  }
  if (!value->is_bool()) {
    return malformed_member(name, "true or false");
  }
  return value->get_bool();
}

Result<const json::array*> array_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) {
    return nullptr;
  }
  if (!value->is_array()) {
    return malformed_member(name, "an array");
  }
  return &value->get_array();
}

Result<const json::object*> object_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) {
    return fail(kMemberMissing, "member", std::string(name));
  }
  if (!value->is_object()) {
    return malformed_member(name, "an object");
  }
  return &value->get_object();
}

}  // namespace chancery::acme
