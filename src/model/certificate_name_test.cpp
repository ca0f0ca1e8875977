#include "model/certificate_name.h"

#include <gtest/gtest.h>

namespace chancery::model {
namespace {

TEST(CertificateName, DnsKeyHasTheLabelsInReverse) {
  EXPECT_EQ(search_key({NameType::dns, "www.example.com"}), "com.example.www");
  EXPECT_EQ(search_key({NameType::dns, "*.example.com"}), "com.example.*");
  EXPECT_EQ(search_key({NameType::dns, "localhost"}), "localhost");
}

TEST(CertificateName, KeysOfDifferentTypesNeverMeet) {
  EXPECT_EQ(search_key({NameType::ip, "192.0.2.1"}), "i:192.0.2.1");
  EXPECT_NE(search_key({NameType::ip, "192.0.2.1"}), search_key({NameType::dns, "1.2.0.192"}));
}

TEST(CertificateName, KeyGoesBackToTheName) {
  for (const CertificateName& name :
       {CertificateName{NameType::dns, "a.b.example.com"}, CertificateName{NameType::dns, "x"},
        CertificateName{NameType::ip, "2001:db8::1"},
        CertificateName{NameType::email, "a@example.com"}}) {
    EXPECT_EQ(from_search_key(search_key(name)), name);
  }
}

}  // namespace
}  // namespace chancery::model
