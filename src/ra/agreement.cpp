#include "ra/agreement.h"

#include <algorithm>
#include <array>

namespace chancery::ra {

namespace {

/// The eight obligations of NT-47, in its order, and what goes around them.
constexpr std::array<AgreementSection, 10> kNovember2026{{
    {"Parties and scope",
     "This agreement is between the certification authority and the applicant, who becomes the "
     "subscriber when a certificate is issued. It covers every certificate that is applied for "
     "under it."},
    {"1. Accurate data",
     "You give accurate and complete information at all times, in the application and when the "
     "authority asks for more."},
    {"2. Protection of the private key",
     "You take all reasonable measures to keep the private key that belongs to the certificate, "
     "and any password or device that opens it, under your sole control, confidential and "
     "protected."},
    {"3. Acceptance of the certificate",
     "You check the contents of the certificate before you use it, and do not use it when "
     "something in it is not accurate."},
    {"4. Use of the certificate",
     "You install the certificate only on servers that can be reached at the names listed in it, "
     "and use it only in compliance with the law and with this agreement."},
    {"5. Reporting and revocation",
     "You ask for revocation at once, and stop using the certificate and its key, when the key is "
     "or may be misused or compromised, or when something in the certificate is or becomes "
     "inaccurate."},
    {"6. End of use",
     "You stop using the private key at once when the certificate is revoked because of key "
     "compromise, and stop using the certificate when it has expired."},
    {"7. Response",
     "You answer instructions of the authority about a compromise or a misuse within 24 hours."},
    {"8. Acknowledgement and acceptance",
     "You accept that the authority may revoke the certificate immediately when you break this "
     "agreement or the terms of use, or when revocation is required by the certification practice "
     "statement or by the rules that it follows."},
    {"Records",
     "The authority records which version of this agreement was accepted, by whom and when, and "
     "keeps the record with the certificate."},
}};

constexpr std::array<AgreementText, 1> kTexts{{
    {"2026-11", "2026-11-01", "Subscriber agreement",
     "By accepting, the applicant certifies that the data in the application is correct and that "
     "it is entitled to apply for the names in it.",
     kNovember2026},
}};

}  // namespace

const AgreementText* agreement_text(std::string_view version) {
  const auto* found = std::ranges::find(kTexts, version, &AgreementText::version);
  return found == kTexts.end() ? nullptr : found;
}

}  // namespace chancery::ra
