using Athanor.Numerics;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>Published and synthetic models against NEP_CPU's own results.</summary>
public sealed class NepReferenceTests
{
    public static TheoryData<string> Names => [.. NepReference.Names];

    static NepReference Read(string name)
    {
        Assert.SkipUnless(SharedData.Has(NepReference.Folder), SharedData.Missing(NepReference.Folder));
        return NepReference.Read(name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_NEP_CPU(string name)
    {
        var reference = Read(name);
        var prediction = reference.Model.Evaluate(reference.Structure);
        for (var i = 0; i < reference.Energies.Length; i++)
        {
            Assert.Equal(reference.Energies[i], prediction.AtomEnergies[i], 1e-10);
            Assert.True((prediction.Forces[i] - reference.Forces[i]).Length < 1e-9, $"atom {i + 1}: {prediction.Forces[i]} against {reference.Forces[i]}");
        }
        for (var c = 0; c < 9; c++)
            Assert.Equal(reference.Virial[c], prediction.Virial[c / 3, c % 3], 1e-9 * reference.Energies.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forces_in_single_precision_are_near(string name)
    {
        var reference = Read(name);
        var prediction = reference.Model.Evaluate(reference.Structure, new EvaluatorOptions(Team.Single, Precision.Single));
        // Where two nuclei nearly touch and forces are hundreds of eV/Å, the seventh digit counts as well.
        for (var i = 0; i < reference.Energies.Length; i++)
            Assert.True((prediction.Forces[i] - reference.Forces[i]).Length < 1e-4 + 3e-6 * reference.Forces[i].Length, $"atom {i + 1}: {prediction.Forces[i]} against {reference.Forces[i]}");
    }
}
