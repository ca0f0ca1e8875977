#include "ra/contact.h"

#include <gtest/gtest.h>

#include "ra/errors.h"

namespace chancery::ra {
namespace {

TEST(CheckContacts, AcceptsPlainMailAddressesAndNone) {
  EXPECT_TRUE(check_contacts({}));
  EXPECT_TRUE(check_contacts({"mailto:cert-admin@example.com", "MAILTO:a.b+c@mail.example.com"}));
}

TEST(CheckContacts, RefusesOtherSchemesHeaderFieldsAndSecondAddresses) {
  for (const char* contact : {"tel:+123", "https://example.com", "", "mailto",
                              "mailto:a@example.com?subject=x", "mailto:a@example.com,b@x.com"}) {
    const auto checked = check_contacts({contact});
    ASSERT_FALSE(checked) << contact;
    EXPECT_TRUE(checked.error().is(kContactUnsupported)) << contact;
  }
}

TEST(CheckContacts, RefusesWhatIsNoAddress) {
  for (const char* contact :
       {"mailto:", "mailto:a", "mailto:@example.com", "mailto:a@", "mailto:a b@example.com",
        "mailto:a@exa mple.com", "mailto:.a@example.com", "mailto:a..b@example.com",
        "mailto:a@*.example.com", "mailto:\xc3\xa9@example.com", "mailto:a@b@example.com"}) {
    const auto checked = check_contacts({contact});
    ASSERT_FALSE(checked) << contact;
    EXPECT_TRUE(checked.error().is(kContactMalformed)) << contact;
  }
}

TEST(CheckContacts, RefusesAnEndlessList) {
  const auto checked = check_contacts(std::vector<std::string>(11, "mailto:a@example.com"));
  ASSERT_FALSE(checked);
  EXPECT_TRUE(checked.error().is(kContactsTooMany));
}

}  // namespace
}  // namespace chancery::ra
