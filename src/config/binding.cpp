#include "config/binding.h"

#include <algorithm>
#include <fmt/format.h>

#include "config/value.h"

namespace chancery::config {

namespace {

/// A form over TOML strings, from a parser and a printer of plain text.
template <class T, class Parse, class Print>
Form<T> string_form(std::string words, const Parse& parse, const Print& print) {
  return {std::move(words),
          [parse](const Value& value) -> std::optional<T> {
            const auto* text = std::get_if<std::string>(&value);
            return text != nullptr ? parse(*text) : std::nullopt;
          },
          [print](const T& value) { return toml_string(print(value)); }};
}

template <class T>
Form<T> integer_form(std::string words, std::int64_t least, std::int64_t most) {
  return {std::move(words),
          [=](const Value& value) -> std::optional<T> {
            const auto* number = std::get_if<std::int64_t>(&value);
            const bool fits = number != nullptr && *number >= least && *number <= most;
            return fits ? std::optional(static_cast<T>(*number)) : std::nullopt;
          },
          [](const T& value) { return fmt::format("{}", value); }};
}

/// No control characters: no name, path or URL has one, and they would forge lines in
/// `show_config`.
bool is_printable(std::string_view text) {
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string as_is(const std::string& text) {
  return text;
}

std::string join(const std::vector<std::string>& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

}  // namespace

Form<bool> flag_form() {
  return {"true | false",
          [](const Value& value) -> std::optional<bool> {
            const auto* flag = std::get_if<bool>(&value);
            return flag != nullptr ? std::optional(*flag) : std::nullopt;
          },
          [](const bool& value) { return std::string(value ? "true" : "false"); }};
}

Form<std::uint32_t> number_form(std::uint32_t least, std::uint32_t most) {
  return integer_form<std::uint32_t>(fmt::format("a whole number from {} to {}", least, most),
                                     least, most);
}

Form<std::uint16_t> port_form() {
  return integer_form<std::uint16_t>("a port from 1 to 65535", 1, 65'535);
}

Form<std::string> text_form(std::string words) {
  return string_form<std::string>(
      std::move(words),
      [](const std::string& text) {
        return is_printable(text) ? std::optional(text) : std::nullopt;
      },
      as_is);
}

Form<std::vector<std::string>> texts_form(std::string words) {
  return {std::move(words),
          [](const Value& value) -> std::optional<std::vector<std::string>> {
            const auto* texts = std::get_if<std::vector<std::string>>(&value);
            const bool good = texts != nullptr && std::ranges::all_of(*texts, is_printable);
            return good ? std::optional(*texts) : std::nullopt;
          },
          [](const std::vector<std::string>& texts) {
            std::vector<std::string> quoted;
            std::ranges::transform(texts, std::back_inserter(quoted), toml_string);
            return fmt::format("[{}]", join(quoted, ", "));
          }};
}

Form<ListenAddress> address_form() {
  return string_form<ListenAddress>("\"HOST:PORT\"", parse_listen_address,
                                    [](const ListenAddress& address) { return address.text(); });
}

Form<Duration> duration_form(Duration least, Duration most) {
  return string_form<Duration>(
      fmt::format("a duration from \"{}\" to \"{}\"", duration_text(least), duration_text(most)),
      [=](const std::string& text) -> std::optional<Duration> {
        const auto duration = parse_duration(text);
        return duration && *duration >= least && *duration <= most ? duration : std::nullopt;
      },
      duration_text);
}

Form<RateLimit> rate_form() {
  return string_form<RateLimit>("\"off\" | \"COUNT/DURATION\", for example \"300/3h\"", parse_rate,
                                rate_text);
}

Form<std::string> url_form(std::string scheme) {
  return string_form<std::string>(
      fmt::format("\"{}://HOST[:PORT][/PATH]\" | \"\"", scheme),
      [scheme](const std::string& text) {
        return text.empty() ? std::optional(text) : parse_base_url(text, scheme);
      },
      as_is);
}

Form<std::string> prefixed_form(const std::vector<std::string>& prefixes) {
  std::vector<std::string> words;
  for (const auto& prefix : prefixes) {
    words.push_back(fmt::format("\"{}...\"", prefix));
  }
  words.emplace_back("\"\"");
  return string_form<std::string>(
      join(words, " | "),
      [prefixes](const std::string& text) -> std::optional<std::string> {
        const bool known = std::ranges::any_of(prefixes, [&](const auto& prefix) {
          return text.starts_with(prefix) && text.size() > prefix.size();
        });
        return text.empty() || (known && is_printable(text)) ? std::optional(text) : std::nullopt;
      },
      [](const std::string& text) { return mask_password(text); });
}

}  // namespace chancery::config
