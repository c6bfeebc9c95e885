using System.CommandLine;

namespace Athanor.App;

/// <summary>Arguments and options that mean the same for every verb that takes them.</summary>
static class Shared
{
    public static Argument<string> Potential { get; } = new("potential")
    {
        Description = "A model file or an expression, such as model.athanor, lj:epsilon=0.0104,sigma=3.4,cutoff=8.5, or \"a + 0.5 * b\"",
    };

    public static Argument<string> Structures { get; } = new("structures")
    {
        Description = "A file of structures: extended XYZ, POSCAR, CIF, LAMMPS data …; plain or gzip",
    };

    public static Option<string?> Output { get; } = new("--output", "-o") { HelpName = "file", Description = "Where the result goes" };

    public static Option<bool> Force { get; } = new("--force") { Description = "Replace files that exist" };

    public static Option<bool> Json { get; } = new("--json") { Description = "The result as JSON on standard output, and nothing else there" };

    public static Option<string?> Report { get; } = new("--report") { HelpName = "file.html", Description = "Write the result as one self-contained HTML page" };

    public static Option<int> Threads { get; } = new("--threads")
    {
        HelpName = "n",
        Description = "Threads to use; results do not depend on it",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public static Option<ulong> Seed { get; } = new("--seed")
    {
        HelpName = "n",
        Description = "Seed of everything random; the same seed gives the same bits",
        DefaultValueFactory = _ => 1,
    };

    public static Option<string> Precision { get; } = new("--precision")
    {
        HelpName = "double|single",
        Description = "Precision of the lanes; sums are in double either way",
        DefaultValueFactory = _ => "double",
    };

    public static Option<string?> Memory { get; } = new("--memory")
    {
        HelpName = "amount",
        Description = "What one structure may take, such as 8GB (4GB where not said); quantum chemistry estimates it before it begins",
    };

    static Shared()
    {
        Precision.AcceptOnlyFromAmong("double", "single");
        Threads.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var threads) && threads is < 1 or > 1024)
                result.AddError($"--threads is a number from 1 to 1024, not {threads}.");
        });
    }
}
