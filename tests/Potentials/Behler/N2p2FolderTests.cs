using Athanor.Atoms;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Behler.N2p2;
using Athanor.Potentials.Networks;
using Athanor.Potentials.Tests.Fuzz;

namespace Athanor.Potentials.Tests.Behler;

/// <summary>Folders of n2p2: named, written, read, damaged.</summary>
public sealed class N2p2FolderTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-n2p2-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Prediction Predict(IPotential model, Structure structure)
    {
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, prediction);
        return prediction;
    }

    static void AssertSame(IPotential one, IPotential other)
    {
        foreach (var structure in new[] { Samples.Random(20, 3, periodic: true), Samples.Random(12, 4, periodic: false) })
        {
            Prediction before = Predict(one, structure), after = Predict(other, structure);
            Assert.Equal(before.Energy, after.Energy, 1e-10 * Math.Abs(before.Energy));
            for (var i = 0; i < structure.Count; i++)
                Assert.True((before.Forces[i] - after.Forces[i]).Length < 1e-10, $"atom {i + 1}: {before.Forces[i]} and {after.Forces[i]}");
        }
    }

    /// <summary>All functions of a set that n2p2 has.</summary>
    static BehlerModel Sample(SymmetryFunctionSet set) =>
        Samples.Model(new SymmetryFunctionSet(set.CutoffFunction, Enumerable.Range(0, 3).ToDictionary(s => set.Elements[s], s => (IReadOnlyList<SymmetryFunction>)[.. set[s].Where(f => f.Type != 0)])));

    public static TheoryData<CutoffShape, double, bool> Sets => new()
    {
        { CutoffShape.Cosine, 0.25, false },
        { CutoffShape.TanhCubed, 0, false },
        { CutoffShape.Polynomial2, 0, false },
        { CutoffShape.Exponential, 0, true },
        { CutoffShape.Polynomial3, 0, true },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void AModelWrittenAndReadAgainIsTheSame(CutoffShape shape, double inner, bool compact)
    {
        var model = Sample(compact ? Samples.Compact(shape) : Samples.Everything(new CutoffFunction(shape, inner)));
        N2p2Folder.Write(model, _folder);
        var read = Assert.IsType<BehlerModel>(PotentialGrammar.Parse(PotentialGrammar.Quote(_folder)));
        AssertSame(model, read);
        Assert.Equal(_folder, read.Name);
        // In n2p2's order once, it stays as it is.
        var first = FuzzRun.FilesOf(_folder);
        N2p2Folder.Write(read, _folder);
        Assert.Equal(first["input.nn"], File.ReadAllBytes(Path.Combine(_folder, "input.nn")));
        Assert.Equal(first["scaling.data"].Length, new FileInfo(Path.Combine(_folder, "scaling.data")).Length, 0.01 * first["scaling.data"].Length);
    }

    [Fact]
    public void TheTrainingRangeComesWithTheFolder()
    {
        var model = Sample(Samples.Everything(new CutoffFunction(CutoffShape.Cosine)));
        N2p2Folder.Write(model, _folder);
        var read = N2p2Model.Read(_folder, N2p2Units.Metal);
        var structure = new Structure([Samples.O, Samples.H], [default, new Numerics.Vec3(0.3, 0, 0)]);
        using var one = model.Open(EvaluatorOptions.Default);
        using var other = read.Open(EvaluatorOptions.Default);
        RangeExcess expected = ((ITrainingRange)one).ExcessOf(structure), found = ((ITrainingRange)other).ExcessOf(structure);
        Assert.Equal(2, found.Atoms);
        Assert.Equal(expected.Amount, found.Amount, 1e-5 * expected.Amount);
    }

    [Fact]
    public void FunctionsThatNeverVariedAreLeftOutAndAnOutputThatIsNotLinearIsScaledByTheSettings()
    {
        var set = Samples.Everything(new CutoffFunction(CutoffShape.Cosine));
        var model = Sample(set);
        var scaling = model.Scaling.Select(s =>
        {
            var factor = s.Factor.ToArray();
            factor[1] = 0;
            return new FunctionScaling([.. s.Shift], factor, [.. s.Minimum], [.. s.Maximum]);
        }).ToArray();
        var networks = model.Networks.Select(n => new ElementNetwork(n.Sizes, [Activation.Softplus, Activation.Gaussian, Activation.Tanh], n.Parameters)).ToArray();
        var changed = new BehlerModel(model.Functions, scaling, networks, [1, 2, 3], 0.7);
        N2p2Folder.Write(changed, _folder);
        var read = N2p2Model.Read(_folder, null);
        AssertSame(changed, read);
        Assert.Equal(model.Functions.Count(0) - 1, read.Functions.Count(0));
    }

    [Fact]
    public void WhatN2p2HasNoRoomForIsSaid()
    {
        var export = ModelExports.Named("n2p2");
        Assert.Contains("no function like \"wide ZZ", export.WhyNot(Samples.Model(Samples.Everything(new CutoffFunction(CutoffShape.Cosine)))), StringComparison.Ordinal);
        var model = Sample(Samples.Everything(new CutoffFunction(CutoffShape.Cosine)));
        Assert.Null(export.WhyNot(model));
        ElementNetwork Silu(ElementNetwork n) => new(n.Sizes, [Activation.Silu, Activation.Tanh, Activation.Linear], n.Parameters);
        Assert.Contains("'silu'", export.WhyNot(new BehlerModel(model.Functions, model.Scaling, [.. model.Networks.Select(Silu)], [0, 0, 0])), StringComparison.Ordinal);
        ElementNetwork[] uneven = [model.Networks[0], model.Networks[1], ElementNetwork.Random(model.Functions.Count(2), [4, 4], 1)];
        Assert.Contains("different layers", export.WhyNot(new BehlerModel(model.Functions, model.Scaling, uneven, [0, 0, 0])), StringComparison.Ordinal);
        Assert.NotNull(export.WhyNot(PotentialGrammar.Parse("zbl")));
    }

    [Fact]
    public void ABaselineStaysBehindOnlyWhereThatIsSaid()
    {
        var model = Sample(Samples.Everything(new CutoffFunction(CutoffShape.Cosine)));
        var file = Path.Combine(_folder, "m.athanor");
        BehlerModelFile.Write(model.With(baseline: "zbl"), file, overwrite: false);
        var export = ModelExports.Named("n2p2");
        var reason = export.WhyNot(PotentialGrammar.Parse(file))!;
        Assert.Contains($"'{file} - zbl'", reason, StringComparison.Ordinal);
        var alone = PotentialGrammar.Parse($"{file} - zbl");
        var target = Path.Combine(_folder, "out");
        ModelExports.Write(export, alone, target, overwrite: false);
        AssertSame(model, PotentialGrammar.Parse($"n2p2:{target},units=angstrom-ev"));
    }

    [Fact]
    public void UnitsAreSaidOrAssumedOrAskedFor()
    {
        N2p2Folder.Write(Sample(Samples.Everything(new CutoffFunction(CutoffShape.Cosine))), _folder);
        var assumed = Assert.IsType<BehlerModel>(PotentialGrammar.Parse($"n2p2:{_folder}"));
        Assert.Contains("angstrom-ev, assumed", assumed.Card, StringComparison.Ordinal);
        var bohr = Assert.IsType<BehlerModel>(PotentialGrammar.Parse($"{_folder},units=bohr-hartree"));
        Assert.Contains("bohr-hartree, as said", bohr.Card, StringComparison.Ordinal);
        Assert.Equal(assumed.Range * Units.Bohr, bohr.Range, 1e-12);
        Assert.Equal(assumed.AtomEnergy(1) * Units.Hartree, bohr.AtomEnergy(1), 1e-12 * Math.Abs(bohr.AtomEnergy(1)));
        Assert.Contains("'feet' are no units", Refusal($"{_folder},units=feet"), StringComparison.Ordinal);
        Edit("input.nn", text => text.Replace(" 4.5", " 12.0", StringComparison.Ordinal));
        Assert.Contains($"n2p2:{_folder},units=bohr-hartree", Refusal(_folder), StringComparison.Ordinal);
        Assert.Equal(12, PotentialGrammar.Parse($"n2p2:{_folder},units=angstrom-ev").Cutoff);
        Assert.Contains("missing", Refusal("n2p2:nowhere"), StringComparison.Ordinal);
    }

    static string Refusal(string expression) => Assert.ThrowsAny<PotentialException>(() => PotentialGrammar.Parse(expression)).Message;

    void Edit(string file, Func<string, string> how)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllText(path, how(File.ReadAllText(path)));
    }

    [Theory]
    [InlineData("nnp_generation 4", "charges")]
    [InlineData("nnp_type 4G-HDNNP", "charges")]
    [InlineData("use_electrostatics", "electrostatic")]
    [InlineData("nn_type_short 2", "pairs")]
    [InlineData("committee_mode prediction", "ensembles")]
    [InlineData("global_symfunction_short 2 0.1 0 6", "RuNNer")]
    [InlineData("normalize_data_set force", "mean_energy")]
    [InlineData("mean_energy 1", "all or none")]
    [InlineData("cutoff_type 1", "second time")]
    [InlineData("atom_energy H 1", "second time")]
    [InlineData("symfunction_short H 2 H 0.1 0 nan", "not a number")]
    [InlineData("symfunction_short H 2 H 0.1 0 1e5", "cutoff")]
    [InlineData("symfunction_short H 107 H 0.1 0 4", "107")]
    [InlineData("symfunction_short H 20 H -4 4 p5", "p5")]
    [InlineData("symfunction_short N 2 H 0.1 0 4", "elements")]
    [InlineData("element_activation_short H p p s", "output")]
    [InlineData("element_nodes_short H 8 8", "the network of input.nn")]
    [InlineData("element_hidden_layers_short H 1000000000", "no number of hidden layers")]
    public void SettingsThatAreNotHonouredAreRefusedWithFileAndLine(string line, string says)
    {
        N2p2Folder.Write(Sample(Samples.Everything(new CutoffFunction(CutoffShape.Cosine))), _folder);
        var lines = File.ReadAllLines(Path.Combine(_folder, "input.nn")).Length;
        Edit("input.nn", text => text + line + "\nepochs 25 # harmless\nsome_word 3\n");
        var message = Refusal(_folder);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.True(message.Contains($"input.nn, line {lines + 1}:", StringComparison.Ordinal) || message.Contains("weights.001.data", StringComparison.Ordinal), message);
    }

    [Fact]
    public void HarmlessSettingsAreIgnored()
    {
        var model = Sample(Samples.Everything(new CutoffFunction(CutoffShape.Cosine)));
        N2p2Folder.Write(model, _folder);
        Edit("input.nn", text => "! comment\nrandom_seed 3\n" + text.Replace("\n", "   # more\r\n", StringComparison.Ordinal) + "epochs 25\nnn_type_short 1\nnnp_type 2G-HDNNP\natom_energy Xe 4\n");
        AssertSame(model, PotentialGrammar.Parse(_folder));
    }

    [Fact]
    public void AFunctionBlownUpFromNothingIsRefused()
    {
        N2p2Folder.Write(Sample(Samples.Everything(new CutoffFunction(CutoffShape.Cosine))), _folder);
        Edit("scaling.data", text => string.Join('\n', text.Split('\n').Select((l, i) => i == 3 ? string.Join(' ', l.Split(' ')[..5]) + " 1e-134" : l)));
        Assert.Contains("scaling.data, line 4", Refusal(_folder), StringComparison.Ordinal);
    }

    /// <summary>Elements with layers of their own; the energies are n2p2's (nnp-predict on case01 with these lines).</summary>
    [Theory]
    [InlineData("element_hidden_layers_short H 2\nelement_nodes_short H 7 5\nelement_activation_short H p t l", -30.910661953627510)]
    [InlineData("element_nodes_short H 7 4\nelement_activation_short H p s l", -31.031912688589518)]
    public void LayersOfOneElement(string lines, double energy)
    {
        Assert.SkipUnless(SharedData.Has(N2p2Reference.Folder("synth/case01")), SharedData.Missing(N2p2Reference.Folder("synth/case01")));
        foreach (var file in Directory.EnumerateFiles(SharedData.PathOf(N2p2Reference.Folder("synth/case01"))))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        Edit("input.nn", text => text + "\n" + lines + "\n");
        var reference = N2p2Reference.Read("synth/case01", N2p2Units.Metal);
        Assert.Equal(energy, Predict(N2p2Model.Read(_folder, N2p2Units.Metal), reference.Structure).Energy, 1e-10);
    }

    [Fact]
    public void DamagedFoldersEndInAModelOrASentence()
    {
        var report = Fuzz(6000);
        Assert.InRange(report.Refused, 1500, 5900);
        Assert.InRange(report.Accepted, 100, 4500);
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void AHundredThousandDamagedFoldersEndInAModelOrASentence() => Assert.True(Fuzz(120_000).Accepted > 1000);

    FuzzReport Fuzz(int inputs)
    {
        SymmetryFunction[] functions =
        [
            new RadialFunction(Samples.H, 0.5, 1, 4), new RadialFunction(null, 0.5, 1, 4), new AngularFunction(new(Samples.H, Samples.O), true, 0.1, 0.2, -1, 4, 4),
            new CompactRadialFunction(Samples.O, new(-4, 4, CutoffShape.Polynomial2, true)), new CompactAngularFunction(new(Samples.H, Samples.O), true, new(-4, 4, CutoffShape.Exponential, false), 0, 120),
        ];
        var set = new SymmetryFunctionSet(new CutoffFunction(CutoffShape.Cosine), new Dictionary<Element, IReadOnlyList<SymmetryFunction>> { [Samples.H] = functions, [Samples.O] = functions });
        var networks = new[] { ElementNetwork.Random(5, [3], 1), ElementNetwork.Random(5, [3], 2) };
        N2p2Folder.Write(new BehlerModel(set, [FunctionScaling.Standard([1, 2, 3, 4, 5, 2, 3, 4, 5, 6], 5), FunctionScaling.Identity(5)], networks, [-1, -2], 1.5), _folder);
        Edit("input.nn", text => text + "mean_energy 1.5\nconv_energy 2.5\nconv_length 3.5\nelement_nodes_short H 3\nelement_activation_short H t l\nepochs 20\n");
        var water = new Structure([Samples.O, Samples.H, Samples.H], [default, new(0.95, 0, 0), new(-0.2, 0.9, 0)]);
        return new FuzzRun
        {
            Files = FuzzRun.FilesOf(_folder),
            Read = folder =>
            {
                var model = new N2p2Kind().Open(new PotentialName(folder));
                if (model.Covers(Samples.H) && model.Covers(Samples.O))
                    Predict(model, water);
            },
        }.Run(inputs, seed: 20_000);
    }
}
