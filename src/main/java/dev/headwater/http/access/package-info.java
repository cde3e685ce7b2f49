/** Who may do what, and how often: roles, tokens, names of hosts, and limits of rates. */
package dev.headwater.http.access;
