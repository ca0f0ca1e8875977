// Reads testdata/der/elements.vec: every line is a case.
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <map>

#include "base/encoding.h"
#include "der/reader.h"

namespace chancery::der {
namespace {

using Reading = std::function<Result<std::string>(Reader&)>;

std::string to_text(BytesView bytes) {
  return to_hex(bytes);
}
std::string to_text(bool value) {
  return value ? "true" : "false";
}
std::string to_text(std::int64_t value) {
  return std::to_string(value);
}
std::string to_text(const BitString& bits) {
  return to_hex(bits.bytes) + '/' + std::to_string(bits.unused_bits);
}
std::string to_text(const Oid& oid) {
  return oid.to_dotted();
}
std::string to_text(Seconds time) {
  return to_rfc3339(time);
}
std::string to_text(const Element& element) {
  return to_hex(element.tlv);
}

template <class T>
Reading reading(Result<T> (Reader::*read)()) {
  return [read](Reader& in) -> Result<std::string> { return to_text(TRY((in.*read)())); };
}

const std::map<std::string, Reading> kReadings = {
    {"integer", reading(&Reader::integer)},
    {"small_integer", reading(&Reader::small_integer)},
    {"enumerated", reading(&Reader::enumerated)},
    {"unsigned_integer", reading(&Reader::unsigned_integer)},
    {"boolean", reading(&Reader::boolean)},
    {"bit_string", reading(&Reader::bit_string)},
    {"octet_string", reading(&Reader::octet_string)},
    {"oid", reading(&Reader::oid)},
    {"time", reading(&Reader::time)},
    {"any", reading(&Reader::read_any)},
    {"null",
     [](Reader& in) -> Result<std::string> {
       TRY(in.null());
       return "null";
     }},
    {"tree",
     [](Reader& in) -> Result<std::string> {
       TRY(check_der(in.rest()));
       in = Reader({});
       return "ok";
     }},
};

std::string without_spaces(std::string_view text) {
  std::string out(text);
  std::erase(out, ' ');
  return out;
}

void check_line(const Reading& read, const std::string& line) {
  const std::size_t sign = line.find_first_of("=!");
  ASSERT_NE(sign, line.npos) << line;
  const Bytes bytes = from_hex(without_spaces(line.substr(0, sign))).value();
  Reader in(bytes);
  const auto value = read(in);
  const std::string seen = value ? "=" + *value : "!" + std::string(value.error().code());
  EXPECT_EQ(seen, without_spaces(line.substr(sign))) << line;
  EXPECT_TRUE(!value || in.at_end()) << line;
}

TEST(DerVectors, EveryLineComesOutAsWritten) {
  std::ifstream file(CHANCERY_SOURCE_DIR "/testdata/der/elements.vec");
  ASSERT_TRUE(file);
  const Reading* read = nullptr;
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') {
      continue;
    }
    if (line[0] == '[') {
      const auto found = kReadings.find(line.substr(1, line.find(']') - 1));
      ASSERT_NE(found, kReadings.end()) << line;
      read = &found->second;
      continue;
    }
    ASSERT_NE(read, nullptr) << line;
    check_line(*read, line);
    ++cases;
  }
  EXPECT_GT(cases, 150);
}

}  // namespace
}  // namespace chancery::der
