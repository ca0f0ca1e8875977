// Reads testdata/x509/names.vec: every line is a case.
#include <fstream>
#include <gtest/gtest.h>
#include <map>

#include "x509/distinguished_name.h"
#include "x509/identifier.h"
#include "x509/peer_for_tests.h"
#include "x509/serial.h"

namespace chancery::x509 {
namespace {

using Reading = Result<std::string> (*)(std::string_view);

const std::map<std::string, Reading> kReadings = {
    {"dns",
     [](std::string_view text) -> Result<std::string> {
       return TRY(Identifier::parse("dns", text)).value();
     }},
    {"ip",
     [](std::string_view text) -> Result<std::string> {
       return TRY(Identifier::parse("ip", text)).value();
     }},
    {"dn",
     [](std::string_view text) -> Result<std::string> {
       return TRY(DistinguishedName::from_text(text)).to_text();
     }},
    {"serial",
     [](std::string_view text) -> Result<std::string> { return TRY(Serial::parse(text)).hex(); }},
};

// "\xNN" becomes one octet; every other backslash stays.
std::string octets(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\\x") {
      out += static_cast<char>(hex(text.substr(i + 2, 2)).front());
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The columns are set apart by spaces around a sign; the last such sign counts.
void check_line(Reading read, const std::string& line) {
  const std::size_t sign = std::max(line.rfind(" = ") + 1, line.rfind(" ! ") + 1);
  ASSERT_NE(sign, 0U) << line;
  const std::string name = octets(line.substr(0, line.find_last_not_of(' ', sign - 1) + 1));
  const auto value = read(name);
  const std::string seen = value ? "= " + *value : "! " + std::string(value.error().code());
  EXPECT_EQ(seen, octets(line.substr(sign))) << line;
  EXPECT_TRUE(!value || read(*value) == *value) << "the canonical form is not taken: " << line;
}

TEST(NameVectors, EveryLineComesOutAsWritten) {
  std::ifstream file(CHANCERY_SOURCE_DIR "/testdata/x509/names.vec");
  ASSERT_TRUE(file);
  Reading read = nullptr;
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') {
      continue;
    }
    const auto heading = kReadings.find(line.substr(1, line.find(']') - 1));
    if (line[0] == '[' && heading != kReadings.end()) {
      read = heading->second;
      continue;
    }
    ASSERT_NE(read, nullptr) << line;
    check_line(read, line);
    ++cases;
  }
  EXPECT_GT(cases, 150);
}

}  // namespace
}  // namespace chancery::x509
