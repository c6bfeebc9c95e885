using System.Diagnostics;
using System.Globalization;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum.Tests;

/// <summary>Asks Psi4 anew for the numbers in <see cref="FittingReference"/>, with the auxiliary functions of today.</summary>
public sealed class Psi4FittingTests
{
    public static TheoryData<string> Molecules => [.. FittingReference.All.Select(k => k.Name)];

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [MemberData(nameof(Molecules))]
    public void Psi4_finds_what_is_written_down(string name)
    {
        var known = FittingReference.All.Single(k => k.Name == name);
        Assert.SkipUnless(ProgramPath.Find("psi4") is not null, "needs the program psi4, which is not installed here");
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var structure = known.Structure;
            File.WriteAllText(Path.Combine(folder, "cc-pvdz-auto.gbs"), FittingReference.Gbs(AuxiliaryBasis.For(BasisSet.Named("cc-pvdz")), structure.Elements.ToArray().Distinct()));
            File.WriteAllText(Path.Combine(folder, "in"), FittingReference.Input(structure, "cc-pvdz-auto"));
            var start = new ProcessStartInfo(ProgramPath.Find("psi4")!, ["-n", "1", "-i", "in", "-o", "out", "-s", folder]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["PSIPATH"] = folder;
            using var process = Process.Start(start)!;
            Assert.True(process.WaitForExit(120_000));
            var lines = File.ReadLines(Path.Combine(folder, "out")).ToArray();
            double[] Numbers(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
            var energies = lines.Where(l => l.StartsWith("ENERGIES", StringComparison.Ordinal)).Select(Numbers).ToArray();
            var gradient = lines.Where(l => l.StartsWith("GRADIENT", StringComparison.Ordinal)).Select(Numbers).ToArray();
            Assert.Equal([known.Field, known.Frozen.Same, known.Frozen.Opposite], energies[0], Near);
            Assert.Equal([known.Field, known.Full.Same, known.Full.Opposite], energies[1], Near);
            for (var i = 0; i < structure.Count; i++)
                Assert.Equal([known.Gradient[i].X, known.Gradient[i].Y, known.Gradient[i].Z], gradient[i], Near);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    static bool Near(double a, double b) => Math.Abs(a - b) < 2e-9;
}
