using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

/// <summary>Second virial coefficients: closed forms, published columns, what there is to complain about.</summary>
public sealed class SecondVirialTests
{
    const double Epsilon = 0.01, Sigma = 3.4, Scale = 2 * Math.PI / 3 * 0.602214076 * Sigma * Sigma * Sigma;

    const string Law = "lj:epsilon=0.01,sigma=3.4,cutoff=200";

    static readonly Element Ar = Element.Parse("Ar");

    static SecondVirial Of(string expression, double[] temperatures, int order = 0, bool tail = false) =>
        SecondVirial.Of(PotentialGrammar.Parse(expression), Ar, Ar, new VirialSettings { Temperatures = temperatures, QuantumOrder = order, Tail = tail }, Team.Single);

    static double Kelvin(double reduced) => reduced * Epsilon / Units.Boltzmann;

    [Fact]
    public void Lennard_Jones_is_as_in_closed_form()
    {
        double[] reduced = [0.4, 0.7, 1, 2, 3, 5, 10, 50];
        var virial = Of(Law, [.. reduced.Select(Kelvin)], tail: true);
        foreach (var (t, p) in reduced.Zip(virial.Points))
        {
            var (b, slope) = LennardJonesGas.Reduced(t);
            Assert.Equal(b, p.B.Value / Scale, 1e-8 * Math.Max(1, Math.Abs(b)));
            Assert.Equal(slope, p.Slope.Value / Scale * Kelvin(1), 1e-8 * Math.Max(1, Math.Abs(slope)));
            Assert.Equal(p.B.Value - p.Temperature * p.Slope.Value, p.JouleThomson.Value, 1e-10 * Math.Abs(p.JouleThomson.Value));
            Assert.Null(p.First);
        }
        var boyle = virial.Boyle!.Value.Value / Kelvin(1);
        Assert.Equal(3.417928, boyle, 1e-6);
        Assert.Equal(0, LennardJonesGas.Reduced(boyle).B, 1e-9);
        Assert.Equal(Epsilon, virial.Depth.Value, 1e-9);
        Assert.Equal(Math.Pow(2, 1.0 / 6) * Sigma, virial.Minimum.Value, 1e-7);
        Assert.Equal(Sigma, virial.Zero.Value, 1e-8);
        Assert.Null(virial.Boyle.Value.Model);
        Assert.InRange(virial.Evaluations, 100, 3000);
    }

    [Fact]
    public void Atoms_that_bind_are_no_gas_and_have_no_forty_digits()
    {
        var bound = Of("morse:D=4.75,alpha=1.95,r0=0.741,cutoff=9", [30, 298.15], order: 1);
        Assert.Contains(bound.Remarks, r => r.Contains("are no gas", StringComparison.Ordinal));
        var text = VirialTables.Points(bound).ToText();
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 120));
        Assert.Contains("×10", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Of(Law, [100, 300]).Remarks, r => r.Contains("are no gas", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_cutoff_leaves_out_is_said()
    {
        var cut = Of("lj:epsilon=0.01,sigma=3.4,cutoff=20", [300]);
        var whole = Of("lj:epsilon=0.01,sigma=3.4,cutoff=20", [300], tail: true);
        var difference = cut.Points[0].B.Value - whole.Points[0].B.Value;
        Assert.Contains("(--tail), B would be " + difference.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)[..5], Assert.Single(cut.Remarks));
        Assert.Equal(LennardJonesGas.Reduced(300 / Kelvin(1)).B, whole.Points[0].B.Value / Scale, 1e-6);
        Assert.Equal(4 * Epsilon * Math.Pow(Sigma, 6), whole.TailC6, 1e-3 * whole.TailC6);
        Assert.Empty(whole.Remarks);
        // Switched off to nothing, there is nothing to add.
        var switched = "lj:epsilon=0.01,sigma=3.4,cutoff=10,switch=8";
        Assert.Empty(Of(switched, [300]).Remarks);
        Assert.Contains("no tail can be put on", Assert.Throws<SimulationException>(() => Of(switched, [300], tail: true)).Message);
    }

    [Fact]
    public void Quantum_corrections_are_their_integrals_and_slopes_their_differences()
    {
        double[] temperatures = [120, 119.999, 120.001];
        var virial = Of(Law, temperatures, order: 2, tail: true);
        // Plain sums over a fine grid.
        double beta = 1 / (Units.Boltzmann * 120), first = 0, second = 0;
        const double h = 1e-3;
        for (var r = 2.0; r < 40; r += h)
        {
            double u = Math.Pow(Sigma / r, 6), v = 4 * Epsilon * (u * u - u), slope = -24 * Epsilon * (2 * u * u - u) / r, bend = 24 * Epsilon * (26 * u * u - 7 * u) / (r * r), e = Math.Exp(-beta * v) * r * r * h;
            first += e * slope * slope;
            second += e * (bend * bend + 2 * slope * slope / (r * r) + 10 * beta * Math.Pow(slope, 3) / (9 * r) - 5 * beta * beta * Math.Pow(slope, 4) / 36);
        }
        // ħ²/amu = 4.18016e-3 eV Å²; the reduced mass is half of 39.95.
        var wave = 4.1801593e-3 / (Ar.Mass / 2);
        Assert.Equal(2 * Math.PI * 0.602214076 * wave * Math.Pow(beta, 3) / 24 * first, virial.Points[0].First!.Value.Value, 1e-5);
        Assert.Equal(-2 * Math.PI * 0.602214076 * wave * wave * Math.Pow(beta, 4) / 480 * second, virial.Points[0].Second!.Value.Value, 1e-6);
        Assert.Equal((virial.Points[2].B.Value - virial.Points[1].B.Value) / 0.002, virial.Points[0].Slope.Value, 1e-5);
        Assert.True(virial.Boyle!.Value.Value < virial.ClassicalBoyle!.Value.Value);
    }

    [Fact]
    public void The_expansion_of_an_oscillator_is_that_of_its_exact_partition_function()
    {
        // (x/sinh x)³ = 1 − x²/2 + 17 x⁴/120 …, x = βħω/2, for the three directions of the distance.
        const double k = 0.5, mass = 10, temperature = 200;
        using var curve = new DimerCurve(new Oscillator(k), Ar, Ar, curvature: true, Team.Single, null, default);
        var shape = new PairShape(1e-6, 1, double.NaN, double.NaN, 0, temperature);
        var integrals = new VirialIntegrals(curve, shape, 12, 0, mass, 2, temperature, temperature, 1e-10);
        var parts = integrals.At(temperature);
        var beta = 1 / (Units.Boltzmann * temperature);
        var partition = -2 * Math.PI * 0.602214076 * Math.Sqrt(Math.PI) / 4 * Math.Pow(2 / (beta * k), 1.5);
        var x = beta * Math.Sqrt(k / mass * 4.1801593e-3) / 2;
        Assert.Equal(-x * x / 2, parts.First / partition, 1e-6 * x * x);
        Assert.Equal(17.0 / 120 * Math.Pow(x, 4), parts.Second / partition, 1e-6 * Math.Pow(x, 4));
    }

    [Theory]
    [InlineData("He", "Helium", 40, 500)]
    [InlineData("Ne", "Neon", 60, 2000)]
    [InlineData("Ar", "Argon", 85, 2000)]
    [InlineData("Kr", "Krypton", 120, 2000)]
    [InlineData("Xe", "Xenon", 180, 2000)]
    public void Noble_gases_are_as_computed_elsewhere(string symbol, string name, double from, double to)
    {
        const string File = "data/virial/noble_gas_B2_reference.csv";
        Assert.SkipUnless(SharedData.Has(File), SharedData.Missing(File));
        double[][] rows = [.. System.IO.File.ReadLines(SharedData.PathOf(File)).Where(l => l.StartsWith(name + ",", StringComparison.Ordinal)).Select(l => l.Split(',')[1..].Select(w => w.Length == 0 ? double.NaN : double.Parse(w, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).Where(r => r[0] >= from && r[0] <= to)];
        Assert.True(rows.Length > 5);
        var element = Element.Parse(symbol);
        var virial = SecondVirial.Of(PotentialGrammar.Parse($"tang-toennies:{symbol}"), element, element, new VirialSettings { Temperatures = [.. rows.Select(r => r[0])], Tail = true }, Team.Single);
        foreach (var (row, p) in rows.Zip(virial.Points))
        {
            Assert.Equal(row[2], p.Classical.Value, 2e-3 + 2e-5 * Math.Abs(row[2]));
            Assert.Equal(row[3], p.B.Value, 2e-3 + 2e-5 * Math.Abs(row[3]));
        }
        double? boyle = symbol switch { "Ne" => 118.0, "Ar" => 394.9, "Kr" => 559.0, "Xe" => 779.4, _ => null };
        if (boyle is { } b)
            Assert.Equal(b, virial.Boyle!.Value.Value, 0.06);
    }

    [Fact]
    public void Argon_is_within_its_measurements_errors()
    {
        const string File = "data/virial/B2_measured_all.csv";
        Assert.SkipUnless(SharedData.Has(File), SharedData.Missing(File));
        double[][] rows = [.. System.IO.File.ReadLines(SharedData.PathOf(File)).Where(l => l.StartsWith("Ar,", StringComparison.Ordinal)).Select(l => l.Split(',')[1..4].Select(w => double.Parse(w, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
        var virial = SecondVirial.Of(PotentialGrammar.Parse("tang-toennies:Ar"), Ar, Ar, new VirialSettings { Temperatures = [.. rows.Select(r => r[0])], Tail = true }, Team.Single);
        double[] differences = [.. rows.Zip(virial.Points, (r, p) => Math.Abs(p.B.Value - r[1])).Order()], inErrors = [.. rows.Zip(virial.Points, (r, p) => Math.Abs(p.B.Value - r[1]) / r[2]).Order()];
        Assert.Equal(182, rows.Length);
        Assert.InRange(differences[91], 0.5, 2.5);
        Assert.InRange(inErrors[91], 0, 0.5);
    }

    [Fact]
    public void The_error_of_a_committee_is_the_spread_of_its_members()
    {
        string[] members = ["lj:epsilon=0.0100,sigma=3.4,cutoff=12,switch=10", "lj:epsilon=0.0104,sigma=3.41,cutoff=12,switch=10"];
        var committee = new Committee("two", [.. members.Select(m => PotentialGrammar.Parse(m))]);
        var virial = SecondVirial.Of(committee, Ar, Ar, new VirialSettings { Temperatures = [300], QuantumOrder = 0 }, Team.Single);
        double[] boyles = [.. members.Select(m => Of(m, [300]).Boyle!.Value.Value)];
        Assert.Equal(Math.Abs(boyles[0] - boyles[1]) / Math.Sqrt(2), virial.Boyle!.Value.Model!.Value, 1e-6);
        Assert.InRange(virial.Boyle.Value.Value, boyles.Min(), boyles.Max());
        Assert.NotNull(virial.Points[0].B.Model);
    }

    [Fact]
    public void Without_a_wall_there_is_no_answer()
    {
        var none = "buckingham:A=100,rho=0.3,C=100,cutoff=10,switch=8";
        var error = Assert.Throws<SimulationException>(() => Of(none, [300]));
        Assert.Contains("zbl", error.Message);
        Assert.True(double.IsFinite(Of("buckingham:A=1388,rho=0.36,C=30,cutoff=10,switch=8 + zbl:inner=1,outer=2", [300]).Points[0].B.Value));
        var repulsive = Of("zbl:inner=1,outer=3", [300]);
        Assert.Null(repulsive.Boyle);
        Assert.Contains("Nothing attracts", Assert.Single(repulsive.Remarks));
        Assert.True(repulsive.Points[0].B.Value > 0);
    }

    /// <summary>Energies and forces end in digits that have no memory of the distance, as where they are found by iteration; the evaluator says so, or keeps silent.</summary>
    sealed class Noisy(bool says) : IPotential
    {
        public string Name => "noisy";

        internal const string Smooth = "lj:epsilon=0.01,sigma=3.4,cutoff=20";

        public double? Cutoff => 20;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options)
        {
            var law = PotentialGrammar.Parse(Smooth).Open(options);
            return says ? new Telling(law) : new Iterated(law);
        }

        class Iterated(IEvaluator law) : IEvaluator
        {
            public void Evaluate(Structure structure, Request request, Prediction into)
            {
                law.Evaluate(structure, request, into);
                if (structure.Count < 2)
                    return;
                var rest = 1e-9 * Math.Sin(1e9 * (structure.Positions[1] - structure.Positions[0]).Length);
                into.Energy += rest;
                into.Forces[0] -= new Vec3(rest, 0, 0);
                into.Forces[1] += new Vec3(rest, 0, 0);
            }

            public void Dispose() => law.Dispose();
        }

        sealed class Telling(IEvaluator law) : Iterated(law), IForceNoise
        {
            public double ForceNoise => 1e-9;
        }
    }

    [Fact]
    public void Noise_is_not_sampled()
    {
        SecondVirial Asked(IPotential potential) => SecondVirial.Of(potential, Ar, Ar, new VirialSettings { QuantumOrder = 1 }, Team.Single);
        SecondVirial exact = Asked(PotentialGrammar.Parse(Noisy.Smooth)), told = Asked(new Noisy(true)), silent = Asked(new Noisy(false));
        TestContext.Current.TestOutputHelper?.WriteLine($"{exact.Evaluations} distances without noise, {told.Evaluations} with, {silent.Evaluations} where nobody says so");
        Assert.InRange(told.Evaluations, 50, 450);
        Assert.True(silent.Evaluations > 2 * told.Evaluations);
        Assert.Equal(exact.Points[0].B.Value, told.Points[0].B.Value, 0.01);
    }

    sealed class Oscillator(double k) : IPotential, IEvaluator
    {
        public string Name => "oscillator";

        public double? Cutoff => null;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options) => this;

        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            into.Reset(structure.Count, Request.Forces);
            if (structure.Count < 2)
                return;
            var d = structure.Positions[1] - structure.Positions[0];
            into.Energy = 0.5 * k * d.LengthSquared;
            into.Forces[0] = k * d;
            into.Forces[1] = -k * d;
        }

        public void Dispose()
        {
        }
    }
}
