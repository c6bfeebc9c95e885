using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

/// <summary>Published files, against counts and sums of absolute values that another program took from them.</summary>
public sealed class SharedDataTests
{
    // Path, frames, atoms, energies, force labels, stresses, groups, Σ energy, Σ |position|, Σ |force|, Σ |stress|.
    public static TheoryData<string, int[], double[]> Files => new()
    {
        { "data/3bpa/iso_atoms.xyz", [4, 4, 4, 0, 0, 0], [-4570.03928, 0, 0, 0] },
        { "data/3bpa/train_300K.xyz", [500, 13500, 500, 500, 0, 0], [-8830216.21, 73960.1259, 28583.7142, 0] },
        { "data/3bpa/train_mixedT.xyz", [500, 13500, 500, 500, 0, 0], [-8829558.86, 75405.0191, 41420.7613, 0] },
        { "data/acac/isolated_atoms.xyz", [3, 3, 3, 0, 0, 1], [-3078.21919, 0, 0, 0] },
        { "data/acac/train_300K.xyz", [500, 7500, 500, 500, 0, 1], [-4695693.6, 26001.4796, 17413.7471, 0] },
        { "data/chirality/amino_acid_enantiomers.xyz", [36, 700, 0, 0, 0, 0], [0, 2487.49448, 0, 0] },
        { "data/ethanol/test_MD.xyz", [1000, 9000, 1000, 1000, 0, 1], [-4209622.11, 20568.9756, 23715.7772, 0] },
        { "data/ethanol/train.xyz", [1000, 9000, 1000, 1000, 0, 1], [-4209617.13, 20541.6722, 23504.3537, 0] },
        { "data/mlearn/Li_test.xyz", [29, 1320, 29, 29, 29, 4], [-2379.3166, 20185.3028, 816.559485, 0.675854522] },
        { "data/mlearn/Li_train.xyz", [241, 11576, 241, 241, 241, 4], [-20995.9812, 180142.153, 6695.87482, 6.31111734] },
        { "data/mlearn/Ni_test.xyz", [31, 3158, 31, 31, 31, 4], [-17720.045, 46090.648, 4721.46303, 6.21758886] },
        { "data/mlearn/Ni_train.xyz", [263, 27420, 263, 263, 263, 4], [-154807.415, 403600.709, 37338.4072, 41.3749973] },
        { "data/mlearn/Si_test.xyz", [25, 1525, 25, 25, 25, 4], [-7730.51219, 26890.1331, 2590.37774, 1.65774646] },
        { "data/mlearn/Si_train.xyz", [214, 13233, 214, 214, 214, 4], [-67723.7055, 221532.515, 21868.4246, 13.7329853] },
        { "reference/nep/PbTe_qNEP_charge1_test.xyz", [1, 250, 1, 1, 1, 0], [-932.951764, 12497.3563, 266.219618, 0.0084459725] },
        { "reference/nep/UNEP_fcc16_256.xyz", [1, 256, 1, 1, 1, 0], [-1632.83121, 5583.56149, 384.35195, 0.201698305] },
        { "reference/nep/UNEP_zbl_32.xyz", [1, 32, 1, 1, 1, 0], [217.176991, 457.448695, 4607.88526, 5.15247095] },
        { "reference/nep/syn_qnep1.syn_prim_3.xyz", [1, 3, 1, 1, 1, 0], [2.00605053, 14.3525631, 51.1105897, 1.54070507] },
        { "reference/ani/ref_ani2x.extxyz", [33, 751, 33, 33, 4, 0], [-631385.459, 8860.74773, 2381.001, 0.284345218] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void CountsAndSums(string path, int[] counts, double[] sums)
    {
        Assert.SkipUnless(SharedData.Has(path), SharedData.Missing(path));
        var frames = StructureFiles.Read(SharedData.PathOf(path)).ToArray();
        Assert.Equal(counts[0], frames.Length);
        Assert.Equal(counts[1], frames.Sum(f => f.Structure.Count));
        Assert.Equal(counts[2], frames.Count(f => f.Energy is not null));
        Assert.Equal(counts[3], frames.Count(f => f.Forces is not null));
        Assert.Equal(counts[4], frames.Count(f => f.Stress is not null));
        Assert.Equal(counts[5], frames.Select(f => f.Group).Where(g => g is not null).Distinct().Count());
        static double Sum(IEnumerable<Vec3> vectors) => vectors.Sum(v => Math.Abs(v.X) + Math.Abs(v.Y) + Math.Abs(v.Z));
        Near(sums[0], frames.Sum(f => f.Energy ?? 0));
        Near(sums[1], Sum(frames.SelectMany(f => f.Structure.Positions)));
        Near(sums[2], Sum(frames.SelectMany(f => f.Forces ?? [])));
        Near(sums[3], Sum(frames.SelectMany(f => f.Stress is { } s ? new[] { s.Row(0), s.Row(1), s.Row(2) } : [])));

        // The sums above were printed with nine digits.
        static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-8 * Math.Abs(expected) + 1e-9);
    }

    [Theory]
    [InlineData("data/mlearn/Si_test.xyz")]
    [InlineData("data/3bpa/iso_atoms.xyz")]
    [InlineData("data/chirality/amino_acid_enantiomers.xyz")]
    [InlineData("reference/nep/PbTe_qNEP_charge1_test.xyz")]
    [InlineData("reference/ani/ref_ani1x.extxyz")]
    public void WrittenAndReadAgainTheyAreTheSame(string path)
    {
        Assert.SkipUnless(SharedData.Has(path), SharedData.Missing(path));
        using var scratch = new Scratch();
        var frames = StructureFiles.Read(SharedData.PathOf(path)).ToArray();
        StructureFiles.Write(scratch.PathOf("again.xyz.gz"), frames, overwrite: false);
        var again = StructureFiles.Read(scratch.PathOf("again.xyz.gz")).ToArray();
        Assert.Equal(frames.Length, again.Length);
        for (var i = 0; i < frames.Length; i++)
            ExtxyzRoundTripTests.AssertSame(frames[i], again[i]);
    }

    [Fact]
    public void TheVirialOfTheNepReferenceIsMinusVolumeTimesItsStress()
    {
        const string path = "reference/nep/Si_triclinic_16.xyz";
        Assert.SkipUnless(SharedData.Has(path), SharedData.Missing(path));
        var byStress = StructureFiles.ReadOne(SharedData.PathOf(path));
        var byVirial = StructureFiles.ReadOne(SharedData.PathOf(path), LabelKeys.Default with { Stress = [] });
        for (var i = 0; i < 9; i++)
            Assert.Equal(byStress.Stress!.Value[i / 3, i % 3], byVirial.Stress!.Value[i / 3, i % 3], 1e-14);
        Assert.True(byStress.Info.ContainsKey("virial"));
        Assert.Equal(9, byStress.Columns["virials"].Width);
    }
}
