/** W3C PROV: statements about entities, activities and agents, in two notations. */
package dev.headwater.export.standard.prov;
