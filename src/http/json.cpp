#include "http/json.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "http/errors.h"

namespace chancery::http {

namespace {

namespace json = boost::json;

std::string_view view(const json::string& text) {
  return {text.data(), text.size()};
}

/// The member `name` read by `read`, or the error that it is not `expected`.
template <class T, class Read>
Result<T> member(const JsonObject& object, std::string_view name, std::string_view expected,
                 Read read) {
  const json::value* value = object.raw().if_contains(name);
  if (value == nullptr) {
    return fail(kJsonMemberMissing, "member", object.place_of(name));
  }
  std::optional<T> found = read(*value);
  if (!found) {
    return fail(kJsonMemberWrong,
                {{"member", object.place_of(name)}, {"expected", std::string(expected)}});
  }
  return *std::move(found);
}

/// Nothing when the member is absent, otherwise what `get` says about it.
template <class T, class Get>
Result<std::optional<T>> if_there(const JsonObject& object, std::string_view name, Get get) {
  if (!object.has(name)) {
    return std::optional<T>();
  }
  return std::optional<T>(TRY(get()));
}

std::optional<std::vector<std::string>> texts_of(const json::value& value) {
  const auto* array = value.if_array();
  if (array == nullptr) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const json::value& element : *array) {
    if (!element.is_string()) {
      return std::nullopt;
    }
    texts.emplace_back(view(element.get_string()));
  }
  return texts;
}

json::value without_nulls(const json::value& value) {
  if (const auto* object = value.if_object()) {
    json::object kept;
    for (const auto& [name, inner] : *object) {
      if (!inner.is_null()) {
        kept.emplace(name, without_nulls(inner));
      }
    }
    return kept;
  }
  if (const auto* array = value.if_array()) {
    json::array kept;
    for (const json::value& inner : *array) {
      kept.push_back(without_nulls(inner));
    }
    return kept;
  }
  return value;
}

bool has_null_member(const json::value& value) {
  if (const auto* object = value.if_object()) {
    return std::ranges::any_of(*object, [](const auto& entry) {
      return entry.value().is_null() || has_null_member(entry.value());
    });
  }
  const auto* array = value.if_array();
  return array != nullptr && std::ranges::any_of(*array, has_null_member);
}

}  // namespace

Result<JsonObject> JsonObject::of(const json::value& value, std::string_view place) {
  const auto* object = value.if_object();
  if (object == nullptr) {
    return fail(kJsonMemberWrong,
                {{"member", place.empty() ? "(the whole text)" : std::string(place)},
                 {"expected", "an object"}});
  }
  return JsonObject(*object, std::string(place));
}

bool JsonObject::has(std::string_view name) const {
  return object_->if_contains(name) != nullptr;
}

std::string JsonObject::place_of(std::string_view name) const {
  return place_.empty() ? std::string(name) : fmt::format("{}.{}", place_, name);
}

Result<std::string_view> JsonObject::text(std::string_view name) const {
  return member<std::string_view>(*this, name, "a string", [](const json::value& value) {
    return value.is_string() ? std::optional(view(value.get_string())) : std::nullopt;
  });
}

Result<std::int64_t> JsonObject::integer(std::string_view name) const {
  return member<std::int64_t>(*this, name, "a whole number", [](const json::value& value) {
    return value.is_int64() ? std::optional(value.get_int64()) : std::nullopt;
  });
}

Result<bool> JsonObject::boolean(std::string_view name) const {
  return member<bool>(*this, name, "true or false", [](const json::value& value) {
    return value.is_bool() ? std::optional(value.get_bool()) : std::nullopt;
  });
}

Result<JsonObject> JsonObject::object(std::string_view name) const {
  return member<JsonObject>(*this, name, "an object", [&](const json::value& value) {
    const auto* object = value.if_object();
    return object != nullptr ? std::optional(JsonObject(*object, place_of(name))) : std::nullopt;
  });
}

Result<const json::array*> JsonObject::array(std::string_view name) const {
  return member<const json::array*>(*this, name, "an array", [](const json::value& value) {
    const auto* array = value.if_array();
    return array != nullptr ? std::optional(array) : std::nullopt;
  });
}

Result<std::vector<std::string>> JsonObject::texts(std::string_view name) const {
  return member<std::vector<std::string>>(*this, name, "an array of strings", texts_of);
}

Result<std::optional<std::string_view>> JsonObject::optional_text(std::string_view name) const {
  return if_there<std::string_view>(*this, name, [&] { return text(name); });
}

Result<std::optional<std::int64_t>> JsonObject::optional_integer(std::string_view name) const {
  return if_there<std::int64_t>(*this, name, [&] { return integer(name); });
}

Result<std::optional<bool>> JsonObject::optional_boolean(std::string_view name) const {
  return if_there<bool>(*this, name, [&] { return boolean(name); });
}

Result<std::optional<JsonObject>> JsonObject::optional_object(std::string_view name) const {
  return if_there<JsonObject>(*this, name, [&] { return object(name); });
}

Result<std::optional<std::vector<std::string>>> JsonObject::optional_texts(
    std::string_view name) const {
  return if_there<std::vector<std::string>>(*this, name, [&] { return texts(name); });
}

Result<void> JsonObject::refuse_others(std::initializer_list<std::string_view> known) const {
  for (const auto& entry : *object_) {
    const std::string_view name(entry.key().data(), entry.key().size());
    if (std::ranges::find(known, name) == known.end()) {
      constexpr std::size_t kLongestNameShown = 64;
      return fail(kJsonMemberUnknown, "member", place_of(name.substr(0, kLongestNameShown)));
    }
  }
  return {};
}

std::string to_json_text(const json::value& value) {
  return json::serialize(has_null_member(value) ? without_nulls(value) : value);
}

Response respond_json(int status, const json::value& value, std::string_view content_type) {
  return respond(status, content_type, to_json_text(value));
}

Result<json::value> json_body(const Request& request, JsonLimits limits,
                              std::string_view content_type) {
  if (!equal_ignoring_case(request.content_type(), content_type)) {
    return fail(kContentTypeWrong, {{"seen", std::string(request.content_type().substr(0, 64))},
                                    {"expected", std::string(content_type)}});
  }
  return parse_json(request.body, limits);
}

}  // namespace chancery::http
