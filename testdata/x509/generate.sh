#!/bin/bash
# Makes the files of this folder with the openssl command: another implementation's bytes for the
# tests of der and x509. The results are checked in, because keys and signatures differ every time;
# tests name the values that are fixed here. Run it in this folder only to add or change a case.
#
# Example: cd testdata/x509 && ./generate.sh
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
conf=$work/openssl.cnf
export CA_DIR=$work

cat >"$conf" <<'CNF'
[req]
distinguished_name = dn
string_mask = utf8only
utf8 = yes
prompt = no
[dn]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[sub]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,digitalSignature,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
nameConstraints = critical,permitted;DNS:example.com,permitted;IP:192.0.2.0/255.255.255.0,excluded;DNS:bad.example.com
certificatePolicies = 2.23.140.1.2.1
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth,clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid,issuer:always
subjectAltName = @names
authorityInfoAccess = OCSP;URI:http://ocsp.example.com/,caIssuers;URI:http://ca.example.com/sub.cer
crlDistributionPoints = URI:http://crl.example.com/1.crl,URI:http://crl.example.com/2.crl
certificatePolicies = 2.23.140.1.2.2,@policy
[names]
DNS.1 = www.example.com
DNS.2 = *.example.com
IP.1 = 192.0.2.7
IP.2 = 2001:db8::7
email.1 = someone@example.com
URI.1 = spiffe://example.com/a
dirName.1 = other_dn
otherName.1 = 1.3.6.1.4.1.311.20.2.3;UTF8:someone@example.com
RID.1 = 1.2.3.4
[other_dn]
CN = Other
[policy]
policyIdentifier = 1.3.6.1.4.1.99999.1
CPS.1 = https://example.com/cps
userNotice.1 = @notice
[notice]
explicitText = Hello
[ocsp]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
authorityKeyIdentifier = keyid
[csr]
subjectAltName = DNS:www.example.com,DNS:*.example.com,IP:192.0.2.7
keyUsage = critical,digitalSignature
[csr_attributes]
challengePassword = 12345
[crl]
authorityKeyIdentifier = keyid
issuingDistributionPoint = critical,@idp
[idp]
fullname = URI:http://crl.example.com/1.crl
onlyuser = TRUE
[ca]
default_ca = ca_default
[ca_default]
database = $ENV::CA_DIR/index.txt
crlnumber = $ENV::CA_DIR/crlnumber
default_md = sha256
CNF

key() { # NAME ARGUMENTS...
  openssl genpkey -quiet -out "$work/$1.key" "${@:2}"
}

# --- keys ---------------------------------------------------------------------------------------
key rsa2048 -algorithm RSA -pkeyopt rsa_keygen_bits:2048
key rsa8192 -algorithm RSA -pkeyopt rsa_keygen_bits:8192
key p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
key p521 -algorithm EC -pkeyopt ec_paramgen_curve:P-521
key ed25519 -algorithm ED25519
key secp256k1 -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1
key root -algorithm RSA -pkeyopt rsa_keygen_bits:2048
key sub -algorithm EC -pkeyopt ec_paramgen_curve:P-256
key ocsp -algorithm EC -pkeyopt ec_paramgen_curve:P-256

# --- requests -----------------------------------------------------------------------------------
for name in rsa2048 rsa8192 p256 p384 p521 ed25519 secp256k1; do
  openssl req -new -config "$conf" -key "$work/$name.key" -reqexts csr -outform DER \
    -utf8 -subj "/C=KR/O=Prüfung GmbH/CN=www.example.com" -out "csr-$name.der"
done
openssl req -new -config "$conf" -key "$work/rsa2048.key" -subj / -outform DER -out csr-bare.der
openssl req -new -config <(sed 's/^\[req\]/&\nattributes = csr_attributes/' "$conf") \
  -key "$work/p256.key" -subj /CN=www.example.com -outform DER -out csr-challenge.der
openssl req -new -config "$conf" -key "$work/rsa2048.key" -subj /CN=a -sha1 -outform DER -out csr-sha1.der
openssl req -new -config "$conf" -key "$work/rsa2048.key" -subj /CN=a -sha384 -outform DER \
  -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48 -out csr-pss-sha384.der
openssl req -new -config "$conf" -key "$work/p384.key" -subj /CN=a -sha384 -outform DER -out csr-p384-sha384.der
openssl req -new -config "$conf" -key "$work/p521.key" -subj /CN=a -sha512 -outform DER -out csr-p521-sha512.der

# --- certificates -------------------------------------------------------------------------------
openssl req -new -x509 -config "$conf" -key "$work/root.key" -extensions root -days 9000 -set_serial 1 \
  -subj "/C=KR/O=Example/CN=Example Root" -outform DER -out root.der
sign() { # NAME SECTION ISSUER SERIAL SUBJECT
  openssl req -new -config "$conf" -key "$work/$1.key" -subj "$5" -out "$work/$1.csr" -multivalue-rdn
  openssl x509 -req -in "$work/$1.csr" -extfile "$conf" -extensions "$2" -CA "$3.der" -CAform DER \
    -CAkey "$work/$3.key" -set_serial "$4" -days 3650 -outform DER -out "$1.der"
}
sign sub sub root 0x7f00000000000000000000000000000000000001 "/C=KR/O=Example/CN=Example Sub"
sign ocsp ocsp sub 0x1001 "/CN=Example OCSP"
sign p256 leaf sub 0x1002 "/DC=com/DC=example/CN=www.example.com+serialNumber=7/emailAddress=a@example.com"
mv p256.der leaf.der
openssl req -new -config "$conf" -key "$work/p384.key" -subj "/CN=Version 1" -out "$work/v1.csr"
openssl x509 -req -in "$work/v1.csr" -signkey "$work/p384.key" -sha384 -days 30 -set_serial 0 -outform DER -out version1.der
openssl req -new -x509 -config "$conf" -key "$work/ed25519.key" -extensions root -days 30000 -subj "/CN=Ed" \
  -outform DER -out ed25519.der
openssl req -new -x509 -config "$conf" -key "$work/rsa2048.key" -extensions root -days 30 -subj "/CN=PSS" -sha256 \
  -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -outform DER -out pss-sha256.der

# --- CRLs ---------------------------------------------------------------------------------------

printf '%s\n' 'R	350101000000Z	260102030405Z	1002	unknown	/CN=a' \
  'R	350101000000Z	260102030406Z,keyCompromise	00C0FFEE	unknown	/CN=b' \
  'R	350101000000Z	260102030407Z,keyTime,20251231000000Z	1003	unknown	/CN=c' \
  'R	350101000000Z	260102030408Z,cessationOfOperation	1004	unknown	/CN=d' >"$work/index.txt"
echo "unique_subject = no" >"$work/index.txt.attr"
gencrl() { # NAME ARGUMENTS...
  openssl ca -gencrl -config "$conf" -keyfile "$work/sub.key" -cert "$work/sub.pem" \
    -crl_lastupdate 20260103000000Z -crl_nextupdate 20260110000000Z -out "$work/crl.pem" "${@:2}"
  openssl crl -in "$work/crl.pem" -outform DER -out "$1.der"
}
openssl x509 -inform DER -in sub.der -out "$work/sub.pem"
echo 1000 >"$work/crlnumber"
gencrl crl -crlexts crl
sed -i 's/^crlnumber = .*//' "$conf"
gencrl crl-version1
: >"$work/index.txt"
echo 01 >"$work/crlnumber"
# shellcheck disable=SC2016 # openssl expands it
sed -i 's/^\[ca_default\]/&\ncrlnumber = $ENV::CA_DIR\/crlnumber/' "$conf"
gencrl crl-empty -crlexts crl

# --- OCSP ---------------------------------------------------------------------------------------
openssl x509 -inform DER -in leaf.der -out "$work/leaf.pem"
openssl x509 -inform DER -in ocsp.der -out "$work/ocsp.pem"
openssl ocsp -issuer "$work/sub.pem" -cert "$work/leaf.pem" -reqout ocsp-request-nonce.der
openssl ocsp -issuer "$work/sub.pem" -cert "$work/leaf.pem" -no_nonce -reqout ocsp-request.der
openssl ocsp -sha256 -issuer "$work/sub.pem" -cert "$work/leaf.pem" -serial 0x1003 -no_nonce \
  -signer "$work/ocsp.pem" -signkey "$work/ocsp.key" -reqout ocsp-request-signed-two.der
printf '%s\n' 'R	350101000000Z	260102030405Z,keyCompromise	1002	unknown	/CN=a' >"$work/index.txt"
openssl ocsp -index "$work/index.txt" -CA "$work/sub.pem" -rsigner "$work/ocsp.pem" -rkey "$work/ocsp.key" \
  -resp_key_id -reqin ocsp-request-nonce.der -ndays 2 -respout ocsp-response-revoked.der
: >"$work/index.txt"
openssl ocsp -index "$work/index.txt" -CA "$work/sub.pem" -rsigner "$work/ocsp.pem" -rkey "$work/ocsp.key" \
  -reqin ocsp-request.der -ndays 2 -respout ocsp-response-unknown.der
printf '%s\n' 'V	350101000000Z		1002	unknown	/CN=a' >"$work/index.txt"
openssl ocsp -index "$work/index.txt" -CA "$work/sub.pem" -rsigner "$work/sub.pem" -rkey "$work/sub.key" \
  -reqin ocsp-request.der -ndays 2 -resp_no_certs -respout ocsp-response-good.der
