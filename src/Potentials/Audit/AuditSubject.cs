using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>A potential and a structure on which it is questioned, with what several checks need.</summary>
sealed class AuditSubject : IDisposable
{
    readonly IEvaluator _evaluator;
    readonly IEvaluator _exact;
    readonly Prediction _scratch = new();
    readonly ulong _seed;

    /// <exception cref="AtomsException">The potential cannot answer for the structure.</exception>
    public AuditSubject(IPotential potential, Structure structure, AuditOptions options)
    {
        (Potential, Structure, Options, _seed) = (potential, structure, options, options.Seed);
        _evaluator = potential.Open(new EvaluatorOptions(options.Team, options.Precision) { Cancellation = options.Cancellation });
        _exact = options.Precision == Precision.Double ? _evaluator : potential.Open(new EvaluatorOptions(options.Team) { Cancellation = options.Cancellation });
        Reference = Evaluate(structure);
        foreach (var f in Reference.Forces)
            LargestForce = Math.Max(LargestForce, f.Length);
    }

    public IPotential Potential { get; }

    public Structure Structure { get; }

    public AuditOptions Options { get; }

    /// <summary>What the potential says of <see cref="Structure"/>.</summary>
    public Prediction Reference { get; }

    /// <summary>eV/Å.</summary>
    public double LargestForce { get; }

    /// <summary>eV per atom that rounding may make of equal energies.</summary>
    public double EnergyTolerance => (IsSingle ? 1e-6 : 1e-10) * Math.Max(1, Math.Abs(Reference.Energy) / Structure.Count);

    /// <summary>eV/Å that rounding may make of equal forces.</summary>
    public double ForceTolerance => (IsSingle ? 1e-4 : 1e-9) * Math.Max(1, LargestForce);

    bool IsSingle => Options.Precision == Precision.Single;

    /// <summary>In the precision that is audited.</summary>
    public Prediction Evaluate(Structure structure)
    {
        var prediction = new Prediction();
        _evaluator.Evaluate(structure, Request.Everything & ~Request.Uncertainty, prediction);
        return prediction;
    }

    /// <summary>As <see cref="Evaluate(Structure)"/>, into an object that is used again.</summary>
    public void Evaluate(Structure structure, Prediction into) => _evaluator.Evaluate(structure, Request.Everything & ~Request.Uncertainty, into);

    /// <summary>In double precision whatever is audited, for what belongs to the law and not to its rounding.</summary>
    public void EvaluateExactly(Structure structure, Prediction into) => _exact.Evaluate(structure, Request.Forces, into);

    /// <summary>eV, in double precision: what differences are taken of.</summary>
    public double Energy(Structure structure)
    {
        _exact.Evaluate(structure, Request.Energy, _scratch);
        return _scratch.Energy;
    }

    /// <summary>The same numbers for the same check, structure and seed.</summary>
    public Random NewRandom(int stream) => new(unchecked((int)(_seed * 0x9E3779B1 + (ulong)stream)));

    /// <summary>Compares with the same atoms described otherwise: atom k there is atom <paramref name="order"/>[k] here, vectors there are R times those here.</summary>
    public CheckResult Compare(Structure other, IReadOnlyList<int>? order = null, Mat3? rotation = null)
    {
        var there = Evaluate(other);
        var turn = rotation ?? Mat3.Identity;
        double worst = 0;
        var at = 0;
        for (var k = 0; k < other.Count; k++)
        {
            var i = order?[k] ?? k;
            var difference = Size((there.Forces[k] - turn * Reference.Forces[i]).Length);
            if (difference <= worst)
                continue;
            (worst, at) = (difference, i);
        }
        var energy = Size(there.Energy - Reference.Energy) / Structure.Count;
        var measured = new List<Measurement> { new("energy", energy, EnergyTolerance, "eV/atom"), new("forces", worst, ForceTolerance, "eV/Å") };
        if (Reference.StressIn(Structure) is { } stress && there.StressIn(other) is { } turned)
        {
            var expected = turn * stress * turn.Transposed;
            var tolerance = ForceTolerance * Math.Max(1, Structure.Count * 2.0 / Structure.Cell!.Volume);
            measured.Add(new("stress", Units.GigaPascal * Largest(turned + -1.0 * expected), Units.GigaPascal * tolerance, "GPa"));
        }
        return new CheckResult(measured, worst > ForceTolerance ? $"forces differ most at atom {at + 1} ({Structure.Elements[at]})" : "");
    }

    /// <summary>The worse, measurement by measurement.</summary>
    public static CheckResult Worse(CheckResult a, CheckResult b)
    {
        var measured = a.Measurements.Zip(b.Measurements, (x, y) => x.Value >= y.Value ? x : y).ToArray();
        return new CheckResult(measured, a.Remark.Length > 0 ? a.Remark : b.Remark);
    }

    /// <summary>Magnitude; what is not a number is as wrong as can be, and must not vanish in a maximum.</summary>
    public static double Size(double x) => double.IsNaN(x) ? double.PositiveInfinity : Math.Abs(x);

    public static double Largest(Mat3 m) => Enumerable.Range(0, 9).Max(k => Size(m[k / 3, k % 3]));

    public void Dispose()
    {
        _evaluator.Dispose();
        if (!ReferenceEquals(_exact, _evaluator))
            _exact.Dispose();
    }
}
