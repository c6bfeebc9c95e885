using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ani;
using Athanor.Potentials.Tests.Fuzz;

namespace Athanor.Potentials.Tests.Ani;

/// <summary>Damaged folders are read, or refused with a sentence that names a file; never anything else.</summary>
public sealed class NeuroChemFuzzTests
{
    static readonly Structure Formaldehyde = new(
        [Samples.O, Samples.C, Samples.H, Samples.H], [new(0, 0, 1.2), new(0, 0, 0), new(0, 0.94, -0.58), new(0, -0.94, -0.58)]);

    static FuzzRun Over(bool descriptions)
    {
        var folder = NeuroChemFolderTests.Scratch();
        NeuroChemFolder.Write(Samples.Model(members: 1), folder, "m");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => descriptions || !f.EndsWith(".nnf", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes);
        Directory.Delete(folder, recursive: true);
        return new FuzzRun { Files = files, Read = at => PotentialGrammar.Parse($"ani:{at}").Evaluate(Formaldehyde) };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DamagedFoldersAreAnswered(bool descriptions)
    {
        var report = Over(descriptions).Run(1500, 1);
        Assert.True(report.Accepted > 50 && report.Refused > 300, report.ToString());
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void AHundredThousandDamagedFoldersAreAnswered()
    {
        var report = Over(descriptions: true).Run(100_000, 1_000_000);
        Assert.True(report.Accepted > 3000 && report.Refused > 20_000, report.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
    }
}
