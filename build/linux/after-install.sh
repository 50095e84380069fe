#!/bin/bash
# Of the deb and the rpm, after the files are in place: also after an upgrade, a downgrade and a repeated configuration.
set -e
app='/opt/${sanitizedProductName}'

ln -sf "$app/${executable}" '/usr/bin/${executable}'

# Chromium's own sandbox where the kernel gives accounts no user namespaces. Root always has them, so trying it here says
# nothing about the accounts that will run the application; where they have them, Chromium does not use this program.
chmod 4755 "$app/chrome-sandbox"

if hash update-desktop-database 2>/dev/null; then update-desktop-database /usr/share/applications || true; fi

# Ubuntu 24.04 and later keep user namespaces from programs without an AppArmor profile. Older versions of AppArmor can't
# read the profile, and need none.
profile="$app/resources/apparmor-profile"
target='/etc/apparmor.d/${executable}'
if apparmor_status --enabled >/dev/null 2>&1 && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  cp -f "$profile" "$target"
  # The profile of a system that is only being built (chroot) is loaded when that system starts.
  if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache "$target"
  fi
fi
