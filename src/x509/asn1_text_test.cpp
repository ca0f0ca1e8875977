#include "x509/asn1_text.h"

#include <gtest/gtest.h>

#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using der::Tag;

std::string decoded(Tag tag, std::string_view hex_content) {
  const auto text = string_to_utf8(tag, hex(hex_content));
  return text ? *text : "(" + std::string(text.error().code()) + ")";
}

constexpr auto kRefused = "(string_malformed)";

TEST(Utf8, TakesOneToFourOctets) {
  for (const char* good : {"", "a", "\xc3\xbc", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xef\xbf\xbd",
                           "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "\xee\x80\x80"}) {
    EXPECT_TRUE(is_utf8_text(good)) << to_hex(as_bytes(good));
  }
}

TEST(Utf8, RefusesOverlongSurrogatesCutsAndNul) {
  for (const char* bad :
       {"80",   "c080",   "c1bf",   "c3",       "c3c3",     "e08080",   "e09fbf",
        "e282", "eda080", "edbfbf", "f0808080", "f08fbfbf", "f4908080", "f5808080",
        "ff",   "fe",     "00",     "610062",   "f09f98",   "61c3"}) {
    EXPECT_FALSE(is_utf8_text(as_text(hex(bad)))) << bad;
  }
}

TEST(PrintableString, HasItsSmallAlphabet) {
  EXPECT_TRUE(is_printable_string("AZaz09 '()+,-./:=?"));
  for (const char* bad : {"*", "@", "_", "&", "!", "\"", "#", "<", "\n", "\xc3\xbc"}) {
    EXPECT_FALSE(is_printable_string(bad)) << bad;
  }
  EXPECT_FALSE(is_printable_string(std::string_view("a\0b", 3)));
}

TEST(PlainAscii, HasNoControlCharacters) {
  EXPECT_TRUE(is_plain_ascii(" ~!@_*"));
  for (const char* bad : {"\n", "\x7f", "\x1f", "\x80"}) {
    EXPECT_FALSE(is_plain_ascii(bad));
  }
  EXPECT_FALSE(is_plain_ascii(std::string_view("a\0b", 3)));
}

TEST(StringToUtf8, ReadsEveryStringType) {
  EXPECT_EQ(decoded(Tag::utf8_string, "c3bc"), "\xc3\xbc");
  EXPECT_EQ(decoded(Tag::printable_string, "4142"), "AB");
  EXPECT_EQ(decoded(Tag::numeric_string, "3132"), "12");
  EXPECT_EQ(decoded(Tag::ia5_string, "6140"), "a@");
  EXPECT_EQ(decoded(Tag::visible_string, "61"), "a");
  EXPECT_EQ(decoded(Tag::teletex_string, "fc"), "\xc3\xbc");
  EXPECT_EQ(decoded(Tag::bmp_string, "00fc20ac"), "\xc3\xbc\xe2\x82\xac");
  EXPECT_EQ(decoded(Tag::universal_string, "0001f600"), "\xf0\x9f\x98\x80");
}

TEST(StringToUtf8, RefusesWhatTheTypeDoesNotAllow) {
  EXPECT_EQ(decoded(Tag::utf8_string, "ff"), kRefused);
  EXPECT_EQ(decoded(Tag::printable_string, "2a"), kRefused);
  EXPECT_EQ(decoded(Tag::numeric_string, "61"), kRefused);
  EXPECT_EQ(decoded(Tag::ia5_string, "80"), kRefused);
  EXPECT_EQ(decoded(Tag::bmp_string, "00fc20"), kRefused);
  EXPECT_EQ(decoded(Tag::bmp_string, "d83d"), kRefused);
  EXPECT_EQ(decoded(Tag::universal_string, "00110000"), kRefused);
  EXPECT_EQ(decoded(Tag::bit_string, "0041"), kRefused);
}

TEST(StringToUtf8, RefusesNulInEveryType) {
  EXPECT_EQ(decoded(Tag::utf8_string, "610062"), kRefused);
  EXPECT_EQ(decoded(Tag::printable_string, "610062"), kRefused);
  EXPECT_EQ(decoded(Tag::ia5_string, "610062"), kRefused);
  EXPECT_EQ(decoded(Tag::teletex_string, "610062"), kRefused);
  EXPECT_EQ(decoded(Tag::bmp_string, "006100000062"), kRefused);
  EXPECT_EQ(decoded(Tag::universal_string, "00000000"), kRefused);
}

}  // namespace
}  // namespace chancery::x509
