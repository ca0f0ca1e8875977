#include "keys/key_ref.h"

#include <gtest/gtest.h>

#include "keys/errors.h"
#include "keys/pkcs11_uri.h"

namespace chancery::keys {
namespace {

TEST(KeyRef, names_a_back_end_and_keeps_its_text) {
  const KeyRef software = KeyRef::parse("software:root-2026").value();
  EXPECT_EQ(software.backend(), KeyRef::Backend::software);
  EXPECT_EQ(software.rest(), "root-2026");
  const KeyRef token = KeyRef::parse("pkcs11:token=hsm;object=root").value();
  EXPECT_EQ(token.backend(), KeyRef::Backend::pkcs11);
  EXPECT_EQ(token.text(), "pkcs11:token=hsm;object=root");
}

TEST(KeyRef, never_names_a_path_outside_the_key_folder) {
  for (const char* text : {"software:", "software:../x", "software:a/b", "software:.hidden",
                           "software:A", "software:a b", "software:-a", "software:a\n"}) {
    const auto ref = KeyRef::parse(text);
    ASSERT_FALSE(ref) << text;
    EXPECT_TRUE(ref.error().is(kKeyLabelMalformed));
  }
  EXPECT_FALSE(check_label(std::string(65, 'a')));
  EXPECT_TRUE(check_label(std::string(64, 'a')));
  EXPECT_FALSE(check_label(std::string_view("a\0b", 3)));
}

TEST(KeyRef, of_an_unknown_back_end_is_refused) {
  for (const char* text : {"", "root", "file:root", "PKCS11:object=x", "software"}) {
    const auto ref = KeyRef::parse(text);
    ASSERT_FALSE(ref) << text;
    EXPECT_TRUE(ref.error().is(kKeyRefMalformed));
  }
}

TEST(Pkcs11Uri, reads_what_p11tool_prints) {
  const auto uri = Pkcs11Uri::parse(
      "pkcs11:model=SoftHSM%20v2;manufacturer=SoftHSM%20project;serial=1a2b;token=My%20CA;"
      "id=%01%fF;object=root;type=private?module-path=/x.so");
  ASSERT_TRUE(uri) << uri.error().log_line();
  EXPECT_EQ(uri->model, "SoftHSM v2");
  EXPECT_EQ(uri->manufacturer, "SoftHSM project");
  EXPECT_EQ(uri->serial, "1a2b");
  EXPECT_EQ(uri->token, "My CA");
  EXPECT_EQ(uri->id, (Bytes{0x01, 0xff}));
  EXPECT_EQ(uri->object, "root");
}

TEST(Pkcs11Uri, text_is_read_back_as_the_same) {
  Pkcs11Uri uri;
  uri.token = "My CA; with = odd & signs";
  uri.object = "\xc3\xa9t\xc3\xa9";
  uri.id = {0x00, 0x3b, 0xff};
  const Pkcs11Uri again = Pkcs11Uri::parse(uri.text()).value();
  EXPECT_EQ(again.token, uri.token);
  EXPECT_EQ(again.object, uri.object);
  EXPECT_EQ(again.id, uri.id);
}

TEST(Pkcs11Uri, is_refused_when_it_says_more_or_less_than_is_checked) {
  for (const char* text :
       {"pkcs11:", "pkcs11:token=x", "pkcs11:object", "pkcs11:object=", "pkcs11:object=%4",
        "pkcs11:object=%", "pkcs11:object=%zz", "pkcs11:object=a;object=b", "pkcs11:id=a;id=b",
        "pkcs11:object=a;type=cert", "pkcs11:object=a;slot-id=1", "pkcs11:object=a;x-vendor=1",
        "pkcs11:object=a?pin-source=/etc/pin"}) {
    const auto uri = Pkcs11Uri::parse(text);
    ASSERT_FALSE(uri) << text;
    EXPECT_TRUE(uri.error().is(kKeyRefMalformed));
  }
  EXPECT_FALSE(Pkcs11Uri::parse("pkcs11:object=" + std::string(1024, 'a')));
}

TEST(Pkcs11Uri, with_a_pin_is_refused_without_repeating_the_pin) {
  const auto ref = KeyRef::parse("pkcs11:object=a?pin-value=s3cret");
  ASSERT_FALSE(ref);
  EXPECT_EQ(ref.error().log_line().find("s3cret"), std::string::npos);
}

}  // namespace
}  // namespace chancery::keys
