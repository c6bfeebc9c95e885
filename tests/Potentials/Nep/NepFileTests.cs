using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

public sealed class NepFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-nep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Forms => [.. NepSamples.Forms.Keys];

    public static TheoryData<string> Published =>
    [
        "Si_2022_NEP4_5body", "Song-2024-UNEP-v1-AgAlAuCrCuMgMoNiPbPdPtTaTiVWZr", "C_2024_NEP4", "PbTe_NEP3_test", "PbTe_qNEP_charge1_test", "syn_nep3_zbl", "syn_nep4_typecut",
        "syn_nep4_112_233", "syn_nep5", "syn_nep5_flexzbl", "syn_qnep1", "syn_qnep2", "syn_qnep3",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_written_reads_back_to_the_same_bits(string form) => SameAfterWriting(NepSamples.Model(form));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void So_do_models_with_charges(int mode) => SameAfterWriting(NepSamples.Random(NepSamples.Forms["nep4 l2"] with { ChargeMode = mode }));

    [Theory]
    [MemberData(nameof(Published))]
    public void Published_files_read_and_round_trip(string name)
    {
        var file = NepReference.File(name + ".txt");
        Assert.SkipUnless(SharedData.Has(file), SharedData.Missing(file));
        SameAfterWriting(NepFile.Read(SharedData.PathOf(file)));
    }

    void SameAfterWriting(NepModel model)
    {
        string first = Path.Combine(_folder, "a.txt"), second = Path.Combine(_folder, "b.txt");
        NepFile.Write(model, first, overwrite: false);
        var read = NepFile.Read(first);
        NepFile.Write(read, second, overwrite: false);
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(second));
        Assert.Equal(model.Form.Zbl, read.Form.Zbl);
        Assert.Equal(
            model.Form with { Elements = [], RadialCutoffs = [], AngularCutoffs = [] }, read.Form with { Elements = [], RadialCutoffs = [], AngularCutoffs = [] });
        Assert.Equal(model.Form.Elements, read.Form.Elements);
        Assert.Equal(model.Form.RadialCutoffs, read.Form.RadialCutoffs);
        Assert.Equal(model.Form.AngularCutoffs, read.Form.AngularCutoffs);
        Assert.Equal((model.Bias, model.RootDielectric), (read.Bias, read.RootDielectric));
        Assert.True(model.RadialCoefficients.SequenceEqual(read.RadialCoefficients));
        Assert.True(model.AngularCoefficients.SequenceEqual(read.AngularCoefficients));
        Assert.True(model.Scaler.SequenceEqual(read.Scaler));
        foreach (var (a, b) in model.Networks.Zip(read.Networks))
            Assert.True(a.Weights.SequenceEqual(b.Weights) && a.Biases.SequenceEqual(b.Biases) && a.Output.SequenceEqual(b.Output) && a.Charge.SequenceEqual(b.Charge) && a.Bias == b.Bias);
    }

    const string Small = "nep4 1 Si\ncutoff 5 4 100 60\nn_max 0 0\nbasis_size 0 0\nl_max 1 0 0\nANN 1 0\n";

    // Two inputs: 2 weights, bias, output; the common bias; a radial and an angular coefficient; two scalers.
    const string Numbers = "0.1\n0.2\n0.3\n0.4\n0.5\n0.6\n0.7\n0.8\n0.9\n";

    [Fact]
    public void A_small_file_reads_with_blank_lines_and_remarks_after_numbers()
    {
        var model = Read(Small + "\n  0.1   w0\n0.2\r\n0.3\n0.4\n5E-1\n0.6\n0.7\n0.8\n0.9\n\n");
        Assert.Equal([0.1, 0.2], model.Networks[0].Weights.ToArray());
        Assert.Equal(0.5, model.Bias);
        Assert.Equal([0.8, 0.9], model.Scaler.ToArray());
        Assert.Contains("NEP4", model.Card);
    }

    [Theory]
    [InlineData("l_max 4 2 0", NepInvariants.Q222)]
    [InlineData("l_max 4 2 1", NepInvariants.Q222 | NepInvariants.Q1111)]
    [InlineData("l_max 4 0 0", NepInvariants.None)]
    [InlineData("l_max 4 1 0", NepInvariants.Q222)]
    [InlineData("l_max 4 0 1 1", NepInvariants.Q1111 | NepInvariants.Q112)]
    [InlineData("l_max 4 0 0 0 1 0 1", NepInvariants.Q123 | NepInvariants.Q134)]
    public void Both_ways_to_name_invariants_are_known(string line, NepInvariants invariants)
    {
        using var lines = new NepLines(Save(Small.Replace("l_max 1 0 0", line, StringComparison.Ordinal)));
        var form = new NepHead(lines).Read();
        Assert.Equal(invariants, form.Invariants);
        Assert.Equal(4, form.LMax);
    }

    [Theory]
    [InlineData("nep4 1 Si", "nep4_dipole 1 Si", 1, "model of dipoles")]
    [InlineData("nep4 1 Si", "nep3_polarizability 1 Si", 1, "polarisabilities")]
    [InlineData("nep4 1 Si", "nep4_zbl_temperature 1 Si", 1, "temperature of a thermostat")]
    [InlineData("nep4 1 Si", "nep2 1 Si", 1, "no version")]
    [InlineData("nep4 1 Si", "nep5_charge1 1 Si", 1, "is not known here")]
    [InlineData("nep4 1 Si", "nep4 1 Xx", 1, "'Xx' is not the symbol")]
    [InlineData("nep4 1 Si", "nep4 1 Am", 1, "from H to Pu")]
    [InlineData("nep4 1 Si", "nep4 2 Si", 1, "as many symbols")]
    [InlineData("nep4 1 Si", "nep4 2 Si Si", 1, "twice")]
    [InlineData("nep4 1 Si", "nep4 -1 Si", 1, "as many symbols")]
    [InlineData("cutoff 5 4 100 60", "cutoff 5 4 100 60 1 1 1", 2, "before December 2025")]
    [InlineData("cutoff 5 4 100 60", "cutoff 5 4 5 4 100 60", 2, "two for each of the 1 elements")]
    [InlineData("cutoff 5 4 100 60", "cutoff 5 -4 100 60", 2, "above 0")]
    [InlineData("cutoff 5 4 100 60", "cutoff 5 nan 100 60", 2, "not a finite number")]
    [InlineData("cutoff 5 4 100 60", "zbl 1 2\ncutoff 5 4 100 60", 2, "as 'cutoff 5 4 100 60' is expected, not 'zbl'")]
    [InlineData("n_max 0 0", "n_max 0 1000000000", 3, "must lie between 0 and 63")]
    [InlineData("basis_size 0 0", "basis_size 0", 4, "two numbers")]
    [InlineData("l_max 1 0 0", "l_max 9 0 0", 5, "must lie between 0 and 8")]
    [InlineData("l_max 1 0 0", "l_max 4 3 0", 5, "other invariants are not known")]
    [InlineData("l_max 1 0 0", "l_max 4 0 0 2", 5, "other invariants are not known")]
    [InlineData("l_max 1 0 0", "l_max 4 2", 5, "three to seven")]
    [InlineData("ANN 1 0", "ANN 1000000 0", 6, "must lie between 1 and 4096")]
    [InlineData("ANN 1 0", "ANN 4 0", 16, "ends after 9 of the 21 numbers")]
    [InlineData("l_max 1 0 0", "l_max 0 0 0", 14, "should have 7 numbers")]
    [InlineData("0.3", "nan", 9, "not a finite number")]
    [InlineData("0.3", "x", 9, "'x' is not a finite number")]
    public void Mistakes_are_told_with_their_line(string piece, string by, int line, string says)
    {
        var path = Save((Small + Numbers).Replace(piece, by, StringComparison.Ordinal));
        var error = Assert.Throws<PotentialException>(() => NepFile.Read(path));
        Assert.Contains($"{path}, line {line}: ", error.Message);
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void A_file_that_is_missing_is_told() => Assert.Contains("cannot be opened", Assert.Throws<PotentialException>(() => NepFile.Read(Path.Combine(_folder, "no.txt"))).Message);

    NepModel Read(string text) => NepFile.Read(Save(text));

    string Save(string text)
    {
        var path = Path.Combine(_folder, "nep.txt");
        File.WriteAllText(path, text);
        return path;
    }
}
