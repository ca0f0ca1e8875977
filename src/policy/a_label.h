// A-labels of internationalized domain names (RFC 5890 section 2.3.2.1, RFC 5891), through libidn2.
#pragma once

#include <string>
#include <string_view>

namespace chancery::policy {

/// Does `label` begin with "xn--"? Precondition: lower case.
[[nodiscard]] bool claims_to_be_a_label(std::string_view label);

/// Is `label` exactly what IDNA2008 makes of the Unicode label that it stands for? Stricter than
/// the P-label of TLS BR 1.6.1, which asks only for decodable Punycode: code points that IDNA2008
/// disallows (pictures, upper case, compatibility forms) are refused, for no registry of the ICANN
/// section may register them (ICANN IDN guidelines 4.0) and people cannot tell them apart.
/// Precondition: lower case.
[[nodiscard]] bool is_valid_a_label(std::string_view label);

/// What somebody types who looks for a name: each label that is not ASCII becomes the A-label that
/// UTS #46 makes of it (upper case and compatibility forms are mapped), and stays as it is where it
/// makes none. Says nothing of whether the result is a name. Precondition: UTF-8.
[[nodiscard]] std::string with_a_labels(std::string_view text);

}  // namespace chancery::policy
