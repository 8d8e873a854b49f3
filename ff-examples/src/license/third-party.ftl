# Third-party libraries

The jars of the distribution, with the licences that their own POM files name; "or" means that you choose. What some of
them contain of others, and the licences of that, is in NOTICE. Made by the build.

| library | version | licence |
| --- | --- | --- |
<#list dependencyMap as entry>
| ${entry.key.groupId}:${entry.key.artifactId} | ${entry.key.version} | ${entry.value?join(" or ")} |
</#list>
