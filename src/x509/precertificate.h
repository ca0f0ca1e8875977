// Precertificates: the poison, what logs sign, and that a certificate is the one that was
// announced (RFC 6962 sections 3.1 and 3.2; TLS BR 7.1.2.9).
//
// All of it works on the bytes of a TBSCertificate, so that what stays the same stays the same
// byte for byte. Precertificate Signing CAs, which change issuer and key identifier, are forbidden
// since 2026-03-15 (ballot SC092) and not known here.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "x509/extension.h"

namespace chancery::x509 {

/// Critical, with the value 05 00 exactly (TLS BR 7.1.2.9.3; NT-170).
[[nodiscard]] Extension precertificate_poison_extension();

/// `tbs_der` with one extension more, behind all others. Errors: kExtensionDuplicate when it is
/// there already, kTooLarge, kCertificateMalformed, those of der.
[[nodiscard]] Result<Bytes> with_extension(BytesView tbs_der, const Extension& extension);

/// `tbs_der` without poison and without SCT list, whichever of them it has: what logs put into
/// their leaves, for the precertificate and the certificate alike. Errors: as above.
[[nodiscard]] Result<Bytes> logged_tbs(BytesView tbs_der);

/// That the two bodies differ by poison and SCT list alone: the first has a well-formed poison and
/// no SCT list, the second a SCT list that is not critical and no poison, and everything else is
/// the same bytes in the same order. What the SCT list says is NOT looked at.
/// Errors: kPrecertificateDiffers with "problem"; those of der.
[[nodiscard]] Result<void> check_correspondence(BytesView precertificate_tbs_der,
                                                BytesView certificate_tbs_der);

}  // namespace chancery::x509
