namespace Athanor.Reports;

/// <summary>Where a report comes from; printed in its footer.</summary>
/// <param name="Program">Name and version, for example <c>athanor 0.1.0</c>.</param>
/// <param name="CommandLine">The command that made it, as typed.</param>
/// <param name="Written">When; null leaves it out, so that equal runs write equal bytes.</param>
public sealed record Provenance(string Program, string CommandLine, DateTimeOffset? Written = null);
