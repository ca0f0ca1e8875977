#include "config/toml.h"

#include <fmt/format.h>
#include <iterator>
#include <toml++/toml.h>

#include "config/errors.h"

namespace chancery::config {

namespace {

std::string type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::array:
      return "an array that holds something else than strings";
    default:
      return "a date or time";
  }
}

Value to_value(const toml::node& node) {
  if (const auto* flag = node.as_boolean()) {
    return flag->get();
  }
  if (const auto* number = node.as_integer()) {
    return number->get();
  }
  if (const auto* text = node.as_string()) {
    return text->get();
  }
  const auto* array = node.as_array();
  if (array == nullptr) {
    return Other{type_name(node)};
  }
  std::vector<std::string> texts;
  for (const toml::node& element : *array) {
    if (!element.is_string()) {
      return Other{type_name(node)};
    }
    texts.push_back(element.as_string()->get());
  }
  return texts;
}

std::string full_key(const std::string& prefix, std::string_view name) {
  const bool bare = name.find('.') == std::string_view::npos && !name.empty();
  return fmt::format("{}{}{}", prefix, prefix.empty() ? "" : ".",
                     bare ? std::string(name) : toml_string(name));
}

void flatten(const toml::table& table, const std::string& prefix, std::vector<Setting>& out) {
  for (const auto& [name, node] : table) {
    const std::string key = full_key(prefix, name.str());
    if (const auto* inner = node.as_table()) {
      flatten(*inner, key, out);
    } else {
      out.push_back({key, to_value(node), name.source().begin.line});
    }
  }
}

}  // namespace

Result<std::vector<Setting>> parse_toml(std::string_view text, std::string_view file) {
  try {
    std::vector<Setting> settings;
    flatten(toml::parse(text), "", settings);
    return settings;
  } catch (const toml::parse_error& error) {
    return fail(kTomlMalformed, {{"file", std::string(file)},
                                 {"line", std::to_string(error.source().begin.line)},
                                 {"column", std::to_string(error.source().begin.column)},
                                 {"reason", std::string(error.description())}});
  }
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      fmt::format_to(std::back_inserter(out), "\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace chancery::config
