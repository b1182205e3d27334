/* English texts of the office's frame, login and administration pages. */
import type { viOffice } from "./vi_office";

export const enOffice: Record<keyof typeof viOffice, string> = {
  "nav.home": "Home",
  "nav.label": "Pages",
  "nav.menu": "Open the menu",
  "nav.skip": "To the main content",

  "auth.login": "Log in",
  "auth.logout": "Log out",
  "auth.username": "User name",
  "auth.password": "Password",
  "auth.show_password": "Show the password",
  "auth.change": "Change password",
  "auth.old_password": "Present password",
  "auth.new_password": "New password",
  "auth.repeat_password": "New password again",
  "auth.repeat_differs": "The two new passwords differ.",
  "auth.changed": "The password is changed.",
  "auth.first": "You must change the password at first login.",
  "auth.rule": "At least 8 characters with upper case, lower case, digit and special character.",
  "auth.fail": "Wrong user name or password. {n} tries left.",
  "auth.locked": "The account is locked. Call the administrator: {phone}.",
  "auth.totp": "Code (6 digits)",
  "auth.totp_hint": "The authenticator on your telephone shows it.",
  "auth.idle": "The session ended for lack of activity.",
  "auth.idle_hint": "Type the password of {name} to go on. What was being written is still there.",
  "auth.continue": "Go on",
  "auth.other_account": "Another account",
  "auth.need_both": "Please type user name and password.",
  "auth.account": "Account: {name}",

  "entrance.site_title": "For sites",
  "entrance.site_text": "Enter the room by the link or the meeting code of the invitation. No account is needed.",
  "entrance.office_title": "For the office",
  "entrance.office_text": "Chairs, secretaries, administrators, clerks and technicians have accounts.",

  "role.quan_tri": "System administrator",
  "role.van_hanh": "MCU operator",
  "role.chu_toa": "Chair",
  "role.thu_ky": "Secretary",
  "role.ky_thuat": "Site technician",
  "role.van_thu": "Clerk",

  "home.greeting": "Welcome, {name}",

  "com.contrast": "Higher contrast",
  "com.retry": "Try again",
  "com.not_found": "There is no such page",
  "com.not_found_hint": "The address may have changed. Please choose a page from the menu.",
  "com.to_home": "To the home page",

  "err.unreachable": "The server cannot be reached. Check the line and try again.",
  "err.unexpected": "Something unexpected went wrong. Please try again.",
  "err.http": "The server could not do it (code {status}).",
  "err.page_load": "The page could not be loaded. Check the line and try again.",
  "err.totp": "The code is wrong.",
};
