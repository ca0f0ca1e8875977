// A row of the table of keys: how one TOML value and one member of Config become each other.
#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.h"
#include "config/toml.h"

namespace chancery::config {

/// A kind of value. `read` yields nothing for a value of the wrong type, form or range.
template <class T>
struct Form {
  std::string words;  ///< what a value looks like, for documentation and errors
  std::function<std::optional<T>(const Value&)> read;
  std::function<std::string(const T&)> show;  ///< as TOML
};

struct Binding {
  std::string name;
  std::string form;
  std::string description;
  std::function<bool(const Value&, Config&)> read;  ///< false: refused, Config unchanged
  std::function<std::string(const Config&)> show;
};

/// The row for `Config::*section` and its `*member`.
template <class Section, class T>
[[nodiscard]] Binding bind_key(std::string name, Section Config::*section, T Section::*member,
                               const Form<T>& form, std::string description) {
  return {std::move(name), form.words, std::move(description),
          [=, read = form.read](const Value& value, Config& config) {
            auto parsed = read(value);
            if (!parsed) {
              return false;
            }
            config.*section.*member = *std::move(parsed);
            return true;
          },
          [=, show = form.show](const Config& config) { return show(config.*section.*member); }};
}

[[nodiscard]] Form<bool> flag_form();
[[nodiscard]] Form<std::uint32_t> number_form(std::uint32_t least, std::uint32_t most);
[[nodiscard]] Form<std::uint16_t> port_form();
[[nodiscard]] Form<std::string> text_form(std::string words);
[[nodiscard]] Form<std::vector<std::string>> texts_form(std::string words);
[[nodiscard]] Form<ListenAddress> address_form();
[[nodiscard]] Form<Duration> duration_form(Duration least, Duration most);
[[nodiscard]] Form<RateLimit> rate_form();
/// A base URL, or "" for what the description says.
[[nodiscard]] Form<std::string> url_form(std::string scheme);
/// A text that starts with one of `prefixes`, or "" for what the description says.
[[nodiscard]] Form<std::string> prefixed_form(const std::vector<std::string>& prefixes);

/// One of a few words.
template <class Enum>
[[nodiscard]] Form<Enum> choice_form(const std::vector<std::pair<std::string, Enum>>& choices) {
  std::string words;
  for (const auto& [word, value] : choices) {
    words += (words.empty() ? "" : " | ") + toml_string(word);
  }
  return {words,
          [choices](const Value& value) -> std::optional<Enum> {
            const auto* text = std::get_if<std::string>(&value);
            for (const auto& [word, choice] : choices) {
              if (text != nullptr && *text == word) {
                return choice;
              }
            }
            return std::nullopt;
          },
          [choices](const Enum& value) {
            for (const auto& [word, choice] : choices) {
              if (choice == value) {
                return toml_string(word);
              }
            }
            return std::string();
          }};
}

/// Every key, in the order in which people read about them.
[[nodiscard]] const std::vector<Binding>& bindings();

}  // namespace chancery::config
