#include "api/schema.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>
#include <vector>

#include "api/errors.h"
#include "base/utf8.h"
#include "http/errors.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

constexpr auto kNoLimit = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kLongestNameShown = 64;

enum class Type { any, string, integer, boolean, object, array };

Type type_of(const json::object& schema) {
  const auto* name = schema.if_contains("type");
  if (name == nullptr) {
    return Type::any;
  }
  const auto& text = name->as_string();
  return text == "string"    ? Type::string
         : text == "integer" ? Type::integer
         : text == "boolean" ? Type::boolean
         : text == "object"  ? Type::object
                             : Type::array;
}

std::int64_t number(const json::object& schema, std::string_view name, std::int64_t otherwise) {
  const auto* value = schema.if_contains(name);
  return value == nullptr ? otherwise : value->as_int64();
}

std::string_view view(const json::string& text) {
  return {text.data(), text.size()};
}

/// Code points of UTF-8 text.
std::int64_t length_of(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; });
}

/// "#/components/schemas/Id" within the document.
const json::value& resolve(const json::object& document, std::string_view reference) {
  const json::object* at = &document;
  reference.remove_prefix(2);
  for (;;) {
    const auto slash = reference.find('/');
    const json::value& next = at->at(reference.substr(0, slash));
    if (slash == std::string_view::npos) {
      return next;
    }
    at = &next.as_object();
    reference.remove_prefix(slash + 1);
  }
}

std::string member_place(std::string_view place, std::string_view name) {
  const auto shown = name.substr(0, kLongestNameShown);
  return place.empty() ? std::string(shown) : fmt::format("{}.{}", place, shown);
}

std::unexpected<Error> wrong(std::string_view place, std::string expected) {
  return fail(http::kJsonMemberWrong,
              {{"member", place.empty() ? "(the whole text)" : std::string(place)},
               {"expected", std::move(expected)}});
}

}  // namespace

struct Schema::Node {
  struct Member {
    std::string name;
    NodePtr schema;
    bool required;
  };

  Type type = Type::any;
  std::vector<std::string> choices;
  std::int64_t min_length = 0;
  std::int64_t max_length = kNoLimit;
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = kNoLimit;
  std::int64_t min_items = 0;
  std::int64_t max_items = kNoLimit;
  NodePtr items;
  std::vector<Member> members;
  bool open = true;  ///< whether members without a schema may stand there

  [[nodiscard]] std::string expected() const;
};

std::string Schema::Node::expected() const {
  switch (type) {
    case Type::string:
      if (!choices.empty()) {
        return fmt::format("one of {}", fmt::join(choices, ", "));
      }
      return max_length == kNoLimit
                 ? "a string"
                 : fmt::format("a string of {} to {} characters", min_length, max_length);
    case Type::integer:
      return maximum == kNoLimit ? "a whole number"
                                 : fmt::format("a whole number from {} to {}", minimum, maximum);
    case Type::boolean:
      return "true or false";
    case Type::object:
      return "an object";
    case Type::array:
      return max_items == kNoLimit
                 ? "an array"
                 : fmt::format("an array of {} to {} elements", min_items, max_items);
    case Type::any:
      break;
  }
  return "another value";
}

/// One walk over a value.
class Schema::Check final {
 public:
  static Result<void> value(const Node& node, const json::value& value, std::string_view place) {
    switch (node.type) {
      case Type::any:
        return {};
      case Type::string:
        return good(node, place, value.is_string() && fits(node, view(value.get_string())));
      case Type::integer:
        return good(node, place,
                    value.is_int64() && value.get_int64() >= node.minimum &&
                        value.get_int64() <= node.maximum);
      case Type::boolean:
        return good(node, place, value.is_bool());
      case Type::object:
        return value.is_object() ? object(node, value.get_object(), place)
                                 : good(node, place, false);
      case Type::array:
        return value.is_array() ? array(node, value.get_array(), place) : good(node, place, false);
    }
    return {};
  }

 private:
  static Result<void> good(const Node& node, std::string_view place, bool is_good) {
    if (!is_good) {
      return wrong(place, node.expected());
    }
    return {};
  }

  static bool fits(const Node& node, std::string_view text) {
    if (!node.choices.empty()) {
      return std::ranges::find(node.choices, text) != node.choices.end();
    }
    const std::int64_t length = length_of(text);
    return length >= node.min_length && length <= node.max_length;
  }

  static Result<void> object(const Node& node, const json::object& object, std::string_view place) {
    for (const auto& member : node.members) {
      const json::value* inner = object.if_contains(member.name);
      if (inner != nullptr) {
        TRY(value(*member.schema, *inner, member_place(place, member.name)));
      } else if (member.required) {
        return fail(http::kJsonMemberMissing, "member", member_place(place, member.name));
      }
    }
    return node.open ? Result<void>() : refuse_others(node, object, place);
  }

  static Result<void> refuse_others(const Node& node, const json::object& object,
                                    std::string_view place) {
    for (const auto& entry : object) {
      const std::string_view name(entry.key().data(), entry.key().size());
      if (std::ranges::find(node.members, name, &Node::Member::name) == node.members.end()) {
        return fail(http::kJsonMemberUnknown, "member", member_place(place, name));
      }
    }
    return {};
  }

  static Result<void> array(const Node& node, const json::array& array, std::string_view place) {
    const auto count = static_cast<std::int64_t>(array.size());
    TRY(good(node, place, count >= node.min_items && count <= node.max_items));
    for (std::size_t i = 0; i < array.size() && node.items; ++i) {
      TRY(value(*node.items, array[i], fmt::format("{}[{}]", place, i)));
    }
    return {};
  }
};

Schema Schema::compile(const json::object& document, const json::value& schema) {
  return Schema(read(document, schema));
}

Schema::NodePtr Schema::read(const json::object& document, const json::value& schema) {
  const json::object& source = schema.as_object();
  if (const auto* reference = source.if_contains("$ref")) {
    return read(document, resolve(document, view(reference->as_string())));
  }
  auto node = std::make_shared<Node>();
  node->type = type_of(source);
  node->min_length = number(source, "minLength", node->min_length);
  node->max_length = number(source, "maxLength", node->max_length);
  node->minimum = number(source, "minimum", node->minimum);
  node->maximum = number(source, "maximum", node->maximum);
  node->min_items = number(source, "minItems", node->min_items);
  node->max_items = number(source, "maxItems", node->max_items);
  if (const auto* choices = source.if_contains("enum")) {
    for (const auto& choice : choices->as_array()) {
      node->choices.emplace_back(view(choice.as_string()));
    }
  }
  if (const auto* items = source.if_contains("items")) {
    node->items = read(document, *items);
  }
  if (const auto* others = source.if_contains("additionalProperties")) {
    node->open = !others->is_bool() || others->as_bool();
  }
  const auto* required = source.if_contains("required");
  const auto* properties = source.if_contains("properties");
  for (const auto& entry : properties == nullptr ? json::object() : properties->as_object()) {
    const json::value name(entry.key());
    const bool is_required = required != nullptr && std::ranges::find(required->as_array(), name) !=
                                                        required->as_array().end();
    node->members.push_back(
        {std::string(view(name.as_string())), read(document, entry.value()), is_required});
  }
  return node;
}

Result<void> Schema::check(const json::value& value, std::string_view place) const {
  return Check::value(*root_, value, place);
}

Result<void> Schema::check_text(std::string_view text, std::string_view name) const {
  json::value value(json::string(text.data(), text.size()));
  if (root_->type == Type::integer) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size()) {
      value = number;
    }
  }
  if (!is_utf8(text) || !Check::value(*root_, value, name)) {
    return fail(kQueryParameterWrong,
                {{"parameter", std::string(name)}, {"expected", root_->expected()}});
  }
  return {};
}

}  // namespace chancery::api
