// RFC 4514: distinguished names as text, and back.
#include <algorithm>
#include <utility>

#include "base/encoding.h"
#include "x509/distinguished_name.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kMaxText = 8192;

struct Keyword {
  std::string_view name;
  Oid type;
};

// The first row of a type is the one that is written. RFC 4514 section 3, RFC 4519, and the names
// that OpenSSL uses.
constexpr Keyword kKeywords[] = {
    {"CN", kCommonName},
    {"L", kLocality},
    {"ST", kStateOrProvince},
    {"O", kOrganization},
    {"OU", kOrganizationalUnit},
    {"C", kCountry},
    {"STREET", kStreetAddress},
    {"DC", kDomainComponent},
    {"UID", kUserId},
    {"SN", kSurname},
    {"GN", kGivenName},
    {"serialNumber", kSerialNumber},
    {"title", kTitle},
    {"businessCategory", kBusinessCategory},
    {"postalCode", kPostalCode},
    {"dnQualifier", kDnQualifier},
    {"pseudonym", kPseudonym},
    {"organizationIdentifier", kOrganizationIdentifier},
    {"emailAddress", kEmailAddress},
    {"jurisdictionL", kJurisdictionLocality},
    {"jurisdictionST", kJurisdictionState},
    {"jurisdictionC", kJurisdictionCountry},
    {"surname", kSurname},
    {"givenName", kGivenName},
    {"S", kStateOrProvince},
    {"E", kEmailAddress},
};

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

Result<Oid> type_from_text(std::string_view text) {
  for (const Keyword& row : kKeywords) {
    if (same_word(row.name, text)) {
      return row.type;
    }
  }
  auto oid = Oid::parse(text);
  if (!oid) {
    return fail(kDistinguishedNameMalformed, "attribute", std::string(text.substr(0, 64)));
  }
  return *oid;
}

// RFC 4514 section 2.4.
std::string escaped(std::string_view text) {
  constexpr std::string_view kSpecial = "\"+,;<>\\";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool at_edge = text[i] == ' ' && (i == 0 || i + 1 == text.size());
    if (kSpecial.contains(text[i]) || at_edge || (text[i] == '#' && i == 0)) {
      out += '\\';
    }
    if (static_cast<unsigned char>(text[i]) < ' ' || text[i] == '\x7f') {
      const auto octet = static_cast<std::uint8_t>(text[i]);
      out += '\\' + to_hex({&octet, 1});
    } else {
      out += text[i];
    }
  }
  return out;
}

// Reads "type=value" pairs off the front of the text.
class TextReader {
 public:
  explicit TextReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool starts_with(char c) const { return !at_end() && rest_.front() == c; }
  void skip(std::size_t count) { rest_.remove_prefix(count); }
  void skip_spaces() { skip(std::min(rest_.find_first_not_of(' '), rest_.size())); }

  Result<Attribute> attribute() {
    const std::size_t equals = rest_.find('=');
    if (equals == rest_.npos) {
      return fail(kDistinguishedNameMalformed, "problem", "an attribute without '='");
    }
    skip_spaces();
    const std::string_view type = rest_.substr(0, rest_.find_first_of("= "));
    Attribute attribute;
    attribute.type = TRY(type_from_text(type));
    skip(rest_.find('=') + 1);
    attribute.encoding = preferred_encoding(attribute.type);
    attribute.text = TRY(value());
    return attribute;
  }

 private:
  Result<std::string> value() {
    skip_spaces();
    if (starts_with('#')) {
      return fail(kDistinguishedNameMalformed, "problem", "a value in hexadecimal");
    }
    std::string out;
    std::size_t kept = 0;  // up to the last character that is not an unescaped space
    while (!at_end() && rest_.front() != ',' && rest_.front() != '+') {
      const bool is_space = starts_with(' ');
      out += TRY(character());
      kept = is_space ? kept : out.size();
    }
    out.resize(kept);
    return out;
  }

  Result<char> character() {
    const char c = rest_.front();
    skip(1);
    if (c != '\\') {
      return std::string_view("\";<>").contains(c)
                 ? fail(kDistinguishedNameMalformed, "problem", "a special character not escaped")
                 : Result<char>(c);
    }
    if (!at_end() && std::string_view(" \"#+,;<=>\\").contains(rest_.front())) {
      const char special = rest_.front();
      skip(1);
      return special;
    }
    const auto octet = from_hex(rest_.substr(0, 2));
    if (!octet || octet->size() != 1) {
      return fail(kDistinguishedNameMalformed, "problem", "an escape that is none");
    }
    skip(2);
    return static_cast<char>(octet->front());
  }

  std::string_view rest_;
};

// RDNs stand in reverse; the members of one keep their order.
std::vector<Attribute> reversed(std::vector<Attribute> attributes) {
  std::vector<Attribute> out;
  for (auto end = attributes.end(); end != attributes.begin();) {
    auto start = end - 1;
    while (start->same_rdn) {
      --start;
    }
    out.insert(out.end(), std::make_move_iterator(start), std::make_move_iterator(end));
    end = start;
  }
  return out;
}

}  // namespace

std::string attribute_name(const Oid& attribute_type) {
  const auto* const row = std::ranges::find(kKeywords, attribute_type, &Keyword::type);
  return row == std::end(kKeywords) ? attribute_type.to_dotted() : std::string(row->name);
}

Result<DistinguishedName> DistinguishedName::from_text(std::string_view rfc4514) {
  if (rfc4514.size() > kMaxText) {
    return fail(kDistinguishedNameMalformed, "problem", "longer than 8192 characters");
  }
  std::vector<Attribute> attributes;
  TextReader in(rfc4514);
  for (bool same_rdn = false; !in.at_end();) {
    attributes.push_back(TRY(in.attribute()));
    attributes.back().same_rdn = same_rdn;
    same_rdn = in.starts_with('+');
    if (!in.at_end()) {
      in.skip(1);
      if (in.at_end()) {
        return fail(kDistinguishedNameMalformed, "problem", "nothing behind the last separator");
      }
    }
  }
  return make(reversed(std::move(attributes)));
}

std::string DistinguishedName::to_text() const {
  std::string out;
  for (const Attribute& attribute : reversed(attributes_)) {
    out += out.empty() ? "" : attribute.same_rdn ? "+" : ",";
    out += attribute_name(attribute.type) + '=' + escaped(attribute.text);
  }
  return out;
}

}  // namespace chancery::x509
