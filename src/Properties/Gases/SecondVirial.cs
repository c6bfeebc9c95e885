using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>The second virial coefficient at one temperature, cm³/mol; errors are those that the potential brings.</summary>
/// <param name="Temperature">K.</param>
/// <param name="B">With all corrections that were asked for.</param>
/// <param name="Classical">Without.</param>
/// <param name="First">The part in ħ², <paramref name="Second"/> that in ħ⁴; null where not asked for.</param>
/// <param name="Slope">dB/dT, cm³/mol/K.</param>
/// <param name="JouleThomson">B − T dB/dT: minus the gas's heat capacity times its Joule–Thomson coefficient at zero pressure.</param>
public sealed record VirialPoint(double Temperature, Estimate B, Estimate Classical, Estimate? First, Estimate? Second, Estimate Slope, Estimate JouleThomson);

/// <summary>
/// Second virial coefficient of a gas of atoms, or of one sort in another, from the energy of two of them: V(r) = E(AB) − E(A) − E(B) with any potential; the temperature at which it vanishes; and what the potential does not know of these.
/// Exchange of identical atoms (helium below some 5 K) is not in it, nor is bound motion where the expansion in ħ² does not converge.
/// </summary>
public sealed class SecondVirial
{
    /// <summary>Without a cutoff the energy is computed up to here and goes on as r⁻⁶, Å.</summary>
    const double EndlessReach = 25;

    // What tells r⁻⁶ from other ends; C8 makes it steeper.
    const double LeastPower = 5.5, MostPower = 7.5;

    // No finer than what iterated energies, good to some 10⁻⁹ Hartree, are worth beside kT; halving on would only sample their noise.
    const double NoisyTolerance = 1e-5;

    SecondVirial(string potential, Element a, Element b, VirialSettings settings) => (Potential, First, Second, Settings) = (potential, a, b, settings);

    double _tolerance;

    public string Potential { get; }

    public Element First { get; }

    public Element Second { get; }

    public VirialSettings Settings { get; }

    public IReadOnlyList<VirialPoint> Points { get; private set; } = [];

    /// <summary>K, with all corrections that were asked for; null where B has no zero between 1/20 of and 12 well depths.</summary>
    public Estimate? Boyle { get; private set; }

    /// <summary>Of the classical gas.</summary>
    public Estimate? ClassicalBoyle { get; private set; }

    /// <summary>eV, above zero.</summary>
    public Estimate Depth { get; private set; }

    /// <summary>Å; NaN where nothing attracts.</summary>
    public Estimate Minimum { get; private set; }

    /// <summary>Where the energy crosses zero, Å; NaN where it does not.</summary>
    public Estimate Zero { get; private set; }

    /// <summary>Nearer than this, Å, the pair counts as impenetrable; <see cref="WallEnergy"/> eV are needed to come so near.</summary>
    public double Wall { get; private set; }

    public double WallEnergy { get; private set; }

    /// <summary>Up to here, Å, the energy was computed.</summary>
    public double Reach { get; private set; }

    /// <summary>C6 of the tail behind it, eV Å⁶; zero where there is none.</summary>
    public double TailC6 { get; private set; }

    /// <summary>Bound of what the quadrature leaves open, as a fraction of each integral.</summary>
    public double QuadratureError { get; private set; }

    /// <summary>Distances at which the potential was asked.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Curve of V(r): Å and eV, from the wall outwards, as far as something is to be seen.</summary>
    public IReadOnlyList<(double R, double V)> Curve { get; private set; } = [];

    /// <summary>B(T) between a fraction and a few times Boyle's temperature, for pictures: K and cm³/mol.</summary>
    public IReadOnlyList<(double T, double B)> Course { get; private set; } = [];

    /// <summary>What needs to be said in words.</summary>
    public IReadOnlyList<string> Remarks { get; private set; } = [];

    /// <param name="counted">Told how many distances have been computed.</param>
    /// <exception cref="SimulationException">The pair has no wall, or an end that is no tail.</exception>
    /// <exception cref="PotentialException">The potential cannot answer.</exception>
    public static SecondVirial Of(IPotential potential, Element a, Element b, VirialSettings settings, Team team, Action<int>? counted = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(settings.Temperatures.Count);
        if (settings.QuantumOrder is < 0 or > 2)
            throw new ArgumentOutOfRangeException(nameof(settings), "The order in ħ² is 0, 1 or 2.");
        var result = new SecondVirial(potential.Name, a, b, settings);
        result.Compute(potential, team, counted, cancellation);
        return result;
    }

    void Compute(IPotential potential, Team team, Action<int>? counted, CancellationToken cancellation)
    {
        using var curve = new DimerCurve(potential, First, Second, Settings.QuantumOrder > 1, team, counted, cancellation);
        var remarks = new List<string>();
        _tolerance = curve.IsNoisy ? Math.Max(Settings.Tolerance, NoisyTolerance) : Settings.Tolerance;
        var own = Prepared.Of(potential, curve, this, remarks);
        var spread = Settings.Uncertainty
            ? MemberSpread.Of(potential, member =>
            {
                using var members = new DimerCurve(member, First, Second, Settings.QuantumOrder > 1, team, counted, cancellation);
                return Prepared.Of(member, members, this, null).Values(Settings);
            })
            : null;
        var values = own.Values(Settings);
        var at = 0;
        Estimate Next(string unit)
        {
            var k = at++;
            return new(values[k], unit, null, spread?[k]);
        }

        Points =
        [
            .. Settings.Temperatures.Select(t =>
            {
                Estimate b = Next("cm³/mol"), classical = Next("cm³/mol"), first = Next("cm³/mol"), second = Next("cm³/mol"), slope = Next("cm³/mol/K"), throttle = Next("cm³/mol");
                return new VirialPoint(t, b, classical, Settings.QuantumOrder > 0 ? first : null, Settings.QuantumOrder > 1 ? second : null, slope, throttle);
            }),
        ];
        Estimate boyle = Next("K"), classicalBoyle = Next("K");
        (Boyle, ClassicalBoyle) = (double.IsNaN(boyle.Value) ? null : boyle, double.IsNaN(classicalBoyle.Value) ? null : classicalBoyle);
        (Depth, Minimum, Zero) = (Next("eV"), Next("Å"), Next("Å"));
        (Wall, WallEnergy, Reach, TailC6, QuadratureError, Evaluations) = (own.Shape.Wall, own.Shape.WallEnergy, own.Reach, own.Tail, own.Integrals.Error, curve.Count);
        Curve = Drawn(curve, own);
        var middle = Boyle?.Value ?? Settings.Temperatures.Average();
        Course = [.. Enumerable.Range(0, 121).Select(k => Math.Max(own.Coldest, 0.25 * middle) * Math.Pow(Math.Min(own.Hottest, 4 * middle) / Math.Max(own.Coldest, 0.25 * middle), k / 120.0)).Select(t => (t, own.Integrals.At(t).Sum))];
        Remarks = [.. remarks, .. Doubts()];
    }

    IEnumerable<string> Doubts()
    {
        // cm³ bar/mol/K; where B is ten times the room that a mole has at 1 bar, pairs are no small part of what is there.
        const double GasConstant = 83.14462618;
        if (Points.FirstOrDefault(p => !(Math.Abs(p.Classical.Value) < 10 * GasConstant * p.Temperature)) is { } bound)
        {
            var size = double.IsFinite(bound.Classical.Value) ? $"{NumberText.Significant(Math.Abs(bound.Classical.Value) / (GasConstant * bound.Temperature), 2)} times the room that a mole of gas has at 1 bar" : "beyond all numbers";
            yield return $"At {NumberText.Significant(bound.Temperature, 5)} K the classical B is {size}: these atoms bind, to molecules or to a solid, and are no gas that B would say anything of.";
        }
        foreach (var p in Points)
        {
            var (largest, which) = p.Second is { } second ? (Math.Abs(second.Value), "ħ⁴") : (Math.Abs(p.First?.Value ?? 0), "ħ²");
            var first = Math.Abs(p.First?.Value ?? 0);
            // A first term larger than what it corrects says enough by itself.
            var overwhelms = first > Math.Max(Math.Abs(p.Classical.Value), 50);
            if (overwhelms && first > largest)
                (largest, which) = (first, "ħ²");
            if (overwhelms || (largest > 0.1 * Math.Max(Math.Abs(p.Classical.Value), 1) && largest > (p.Second is null ? 1 : 0.3) * first && largest > 5))
            {
                yield return $"At {NumberText.Significant(p.Temperature, 5)} K and colder the part in {which} is {NumberText.Significant(largest, 3)} cm³/mol: the expansion in ħ² does not tell what a gas so cold and light does.";
                break;
            }
        }
        if (Boyle is null)
            yield return Depth.Value > 0 ? "B has no zero in the range of temperatures that the wall allows." : "Nothing attracts: B is above zero at all temperatures.";
        if (QuadratureError > 100 * _tolerance)
            yield return $"The integrals are only good to {NumberText.Significant(QuadratureError, 2)} of themselves: the potential is not smooth.";
    }

    static (double R, double V)[] Drawn(DimerCurve curve, Prepared own)
    {
        var from = double.IsNaN(own.Shape.Zero) ? own.Shape.Wall : Math.Max(own.Shape.Wall, 0.93 * own.Shape.Zero);
        var to = Math.Min(own.Reach, double.IsNaN(own.Shape.Minimum) ? 3 * own.Shape.Wall : 2.5 * own.Shape.Minimum);
        return [.. Enumerable.Range(0, 121).Select(k => from + (to - from) * k / 120).Select(r => (r, curve.At(r).V))];
    }

    /// <summary>Integrals of one potential, of the whole or of a member.</summary>
    sealed record Prepared(PairShape Shape, VirialIntegrals Integrals, double Reach, double Tail, double Coldest, double Hottest)
    {
        internal static Prepared Of(IPotential potential, DimerCurve curve, SecondVirial of, List<string>? remarks)
        {
            var settings = of.Settings;
            var reach = potential.Cutoff ?? EndlessReach;
            var shape = PairShape.Find(curve, reach, settings.Temperatures);
            var tail = TailOf(potential, curve, reach, settings, remarks);
            double coldest = settings.Temperatures.Min(), hottest = Math.Max(shape.Hottest, settings.Temperatures.Max());
            if (shape.Depth > 0)
                coldest = Math.Min(coldest, Math.Max(0.5 * shape.Depth / Units.Boltzmann, 1e-3 * hottest));
            if (shape.WallEnergy < 39 * Units.Boltzmann * hottest)
            {
                remarks?.Add($"The energy is highest at {NumberText.Significant(shape.Wall, 4)} Å, {NumberText.Significant(shape.WallEnergy, 3)} eV, and falls further in; what lies there counts as impenetrable. 'POTENTIAL + zbl' puts a wall underneath.");
            }
            var mass = of.First.Mass * of.Second.Mass / (of.First.Mass + of.Second.Mass);
            return new(shape, new VirialIntegrals(curve, shape, reach, tail, mass, settings.QuantumOrder, coldest, hottest, of._tolerance), reach, tail, coldest, hottest);
        }

        /// <summary>C6, from the last energy before the end.</summary>
        static double TailOf(IPotential potential, DimerCurve curve, double reach, VirialSettings settings, List<string>? remarks)
        {
            double r = reach * (1 - 1e-4), v = curve.At(r).V;
            double power = -r * curve.At(r).Slope / v, c6 = -v * Math.Pow(r, 6);
            var isTail = v < 0 && power is > LeastPower and < MostPower;
            if (potential.Cutoff is null || settings.Tail)
            {
                if (isTail || v == 0)
                    return v == 0 ? 0 : c6;
                if (settings.Tail)
                    throw new SimulationException($"At its end, {NumberText.Significant(reach, 4)} Å, the energy does not go as r⁻⁶ (it falls with the power {NumberText.Significant(power, 3)}), so that no tail can be put on. Leave --tail out; where the potential is shifted or switched off, it has none.");
                remarks?.Add($"At {NumberText.Significant(reach, 4)} Å the energy does not fall as r⁻⁶ (power {NumberText.Significant(power, 3)}); what lies behind is left out.");
                return 0;
            }
            if (isTail)
                remarks?.Add($"The energy is cut at {NumberText.Significant(reach, 4)} Å, where it is {NumberText.Significant(1e6 * v, 3)} µeV. Were its r⁻⁶ to go on (--tail), B would be {NumberText.Significant(2 * Math.PI * 0.602214076 * c6 / (3 * Math.Pow(reach, 3) * Units.Boltzmann * settings.Temperatures[0]), 3)} cm³/mol lower at {NumberText.Significant(settings.Temperatures[0], 5)} K.");
            return 0;
        }

        /// <summary>By temperature B, its parts, its slope, B − T dB/dT; then Boyle's temperatures and the shape.</summary>
        internal double[] Values(VirialSettings settings)
        {
            var values = new List<double>();
            foreach (var t in settings.Temperatures)
            {
                var p = Integrals.At(t);
                values.AddRange([p.Sum, p.Classical, p.First, p.Second, p.Slope, p.Sum - t * p.Slope]);
            }
            values.AddRange([Integrals.Boyle(Coldest, Hottest, settings.QuantumOrder) ?? double.NaN, Integrals.Boyle(Coldest, Hottest, 0) ?? double.NaN, Shape.Depth, Shape.Minimum, Shape.Zero]);
            return [.. values];
        }
    }
}
