using System.CommandLine;

namespace Athanor.App;

/// <summary>How far atoms may be from where a symmetry wants them, for verbs that use a crystal's.</summary>
sealed class SymmetryTolerance
{
    public Option<double> Option { get; } = new("--symmetry-tolerance") { HelpName = "Å", Description = "What is symmetric within this is made so exactly", DefaultValueFactory = _ => 1e-3 };

    /// <exception cref="UsageException">It is no length.</exception>
    public double Read(Call call) => call.Get(Option) is > 0 and <= 1 and var tolerance ? tolerance : throw new UsageException("--symmetry-tolerance is a length above 0 and up to 1 Å.");
}
