#include "keys/pkcs11_uri.h"

#include <fmt/format.h>
#include <optional>
#include <vector>

#include "base/encoding.h"
#include "keys/errors.h"

namespace chancery::keys {
namespace {

constexpr std::string_view kScheme = "pkcs11:";
constexpr std::size_t kMaxLength = 1024;

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return out;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out.push_back(c);
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

struct Attribute {
  std::string_view name;
  std::string value;
};

std::unexpected<Error> bad(std::string_view attribute) {
  return fail(kKeyRefMalformed, "attribute", std::string(attribute.substr(0, 64)));
}

Result<Attribute> parse_attribute(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return bad("without =");
  }
  auto value = percent_decode(text.substr(equals + 1));
  if (!value || value->empty()) {
    return bad(text.substr(0, equals));
  }
  return Attribute{text.substr(0, equals), std::move(*value)};
}

Result<void> check_query(std::string_view query) {
  for (const std::string_view part : split(query, '&')) {
    if (part.starts_with("pin-value") || part.starts_with("pin-source")) {
      return bad(part.substr(0, part.find('=')));
    }
  }
  return {};
}

Result<void> assign(Pkcs11Uri& uri, const Attribute& attribute, std::string& type) {
  struct Row {
    std::string_view name;
    std::string* field;
  };
  std::string id;
  const Row rows[] = {{"token", &uri.token},
                      {"manufacturer", &uri.manufacturer},
                      {"model", &uri.model},
                      {"serial", &uri.serial},
                      {"object", &uri.object},
                      {"type", &type},
                      {"id", &id}};
  for (const Row& row : rows) {
    if (row.name != attribute.name) {
      continue;
    }
    if (!row.field->empty() || (row.field == &id && !uri.id.empty())) {
      return bad(attribute.name);  // given twice
    }
    *row.field = attribute.value;
    if (row.field == &id) {
      uri.id = to_bytes(id);
    }
    return {};
  }
  return bad(attribute.name);
}

}  // namespace

Result<Pkcs11Uri> Pkcs11Uri::parse(std::string_view text) {
  if (!text.starts_with(kScheme) || text.size() > kMaxLength) {
    return fail(kKeyRefMalformed);
  }
  text.remove_prefix(kScheme.size());
  const std::size_t question = std::min(text.find('?'), text.size());
  TRY(check_query(text.substr(std::min(question + 1, text.size()))));
  Pkcs11Uri uri;
  std::string type;
  for (const std::string_view part : split(text.substr(0, question), ';')) {
    const Attribute attribute = TRY(parse_attribute(part));
    TRY(assign(uri, attribute, type));
  }
  if (!type.empty() && type != "private") {
    return bad("type");
  }
  if (uri.object.empty() && uri.id.empty()) {
    return bad("object or id is missing");
  }
  return uri;
}

std::string Pkcs11Uri::text() const {
  std::string out(kScheme);
  const auto add = [&out](std::string_view name, std::string_view value) {
    if (!value.empty()) {
      fmt::format_to(std::back_inserter(out), "{}={};", name, percent_encode(value));
    }
  };
  add("token", token);
  add("manufacturer", manufacturer);
  add("model", model);
  add("serial", serial);
  add("object", object);
  add("id", as_text(id));
  return out + "type=private";
}

}  // namespace chancery::keys
