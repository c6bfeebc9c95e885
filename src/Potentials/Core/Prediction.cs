using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>What a potential says of a structure. One object is filled again and again; its arrays grow and never shrink.</summary>
public sealed class Prediction
{
    Request _holds;
    Vec3[] _forces = [];
    double[] _energies = [];
    Vec3[] _forcesStd = [];
    double[] _forcesNoise = [];
    double[] _charges = [];
    Mat3[] _bornCharges = [];
    Mat3[] _atomVirials = [];
    SortedDictionary<string, double>? _remarks;

    /// <summary>Atoms of the structure it is about.</summary>
    public int Count { get; private set; }

    /// <summary>What it holds.</summary>
    public Request Holds => _holds | (HasCharges ? Request.Charges : 0) | (HasBornCharges ? Request.BornCharges : 0) | (HasAtomVirials ? Request.AtomVirials : 0);

    /// <summary>Total energy, eV.</summary>
    public double Energy { get; set; }

    /// <summary>F_i = −∂E/∂r_i, eV/Å.</summary>
    public Span<Vec3> Forces => _forces.AsSpan(0, Count);

    /// <summary>Energy by atom, eV; empty where the potential has none.</summary>
    /// <remarks>Not Enum.HasFlag, which allocates until the JIT has optimised its caller.</remarks>
    public Span<double> AtomEnergies => (Holds & Request.AtomEnergies) != 0 ? _energies.AsSpan(0, Count) : default;

    /// <summary>W = −∂E/∂ε = −Σ r_ij ⊗ ∂E/∂r_ij, eV.</summary>
    public Mat3 Virial { get; set; }

    /// <summary>
    /// Virial by atom, eV; empty where the potential has none or was not asked. W_j = −Σ_i r_ij ⊗ ∂E_i/∂r_ij over the atoms i whose energies E_i depend on the neighbour j, r_ij = r_j − r_i: half of each pair's for pair laws,
    /// and for many-body potentials the share of which Σ_j W_j v_j is the potential part of the heat flux (Fan et al., Phys. Rev. B 92, 094301 (2015); Surblys et al., Phys. Rev. E 99, 051301 (2019)). All nine numbers
    /// are needed: one atom's is not symmetric. Their sum is <see cref="Virial"/>.
    /// </summary>
    public Span<Mat3> AtomVirials => HasAtomVirials ? _atomVirials.AsSpan(0, Count) : default;

    public bool HasAtomVirials { get; private set; }

    /// <summary>Epistemic standard deviation of the energy, eV: what more data could tell, the spread of an ensemble's members. Null where unknown.</summary>
    public double? EnergyStd { get; set; }

    /// <summary>Epistemic standard deviation of each force component, eV/Å; empty where unknown.</summary>
    public Span<Vec3> ForcesStd => HasForcesStd ? _forcesStd.AsSpan(0, Count) : default;

    public bool HasForcesStd { get; private set; }

    /// <summary>Aleatoric standard deviation of the energy of the whole structure, eV: what no data could tell this model, because its form has no room for it or labels scatter. Null where unknown.</summary>
    public double? EnergyNoise { get; set; }

    /// <summary>Aleatoric standard deviation of a force component, by atom, eV/Å; empty where unknown.</summary>
    public Span<double> ForcesNoise => HasForcesNoise ? _forcesNoise.AsSpan(0, Count) : default;

    public bool HasForcesNoise { get; private set; }

    /// <summary>Total standard deviation of the energy, eV: √(<see cref="EnergyStd"/>² + <see cref="EnergyNoise"/>²); null where neither is known.</summary>
    public double? EnergySigma => EnergyStd is null && EnergyNoise is null ? null : Math.Sqrt(Square(EnergyStd ?? 0) + Square(EnergyNoise ?? 0));

    /// <summary>Whether <see cref="ForceSigma"/> says anything.</summary>
    public bool HasForceSigma => HasForcesStd || HasForcesNoise;

    /// <summary>Total standard deviation of each component of the force on one atom, eV/Å: spread and noise together; zero where neither is known.</summary>
    public Vec3 ForceSigma(int atom)
    {
        var noise = HasForcesNoise ? Square(_forcesNoise[atom]) : 0;
        var std = HasForcesStd ? _forcesStd[atom] : Vec3.Zero;
        return new Vec3(Math.Sqrt(std.X * std.X + noise), Math.Sqrt(std.Y * std.Y + noise), Math.Sqrt(std.Z * std.Z + noise));
    }

    /// <summary>Charge by atom, e; empty where the potential has none.</summary>
    public Span<double> Charges => HasCharges ? _charges.AsSpan(0, Count) : default;

    public bool HasCharges { get; private set; }

    /// <summary>Born effective charge by atom, e: rows are the direction of the field, columns that of the force. Empty where unknown or not asked for.</summary>
    public Span<Mat3> BornCharges => HasBornCharges ? _bornCharges.AsSpan(0, Count) : default;

    public bool HasBornCharges { get; private set; }

    /// <summary>Electric dipole moment about the origin of the coordinates, e·Å, from − to +; null where unknown.</summary>
    public Vec3? Dipole { get; set; }

    /// <summary>What else the potential says of the whole structure, number by name, sorted: diagnostics of quantum chemistry such as <c>t1</c> and <c>s2</c>. Names are keys of extended XYZ.</summary>
    public IReadOnlyDictionary<string, double> Remarks => (IReadOnlyDictionary<string, double>?)_remarks ?? System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty;

    /// <summary>Adds one of the <see cref="Remarks"/>.</summary>
    public void Remark(string name, double value) => (_remarks ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>Stress (1/V) ∂E/∂ε = −W/V, eV/Å³, tension positive; null unless all three directions repeat.</summary>
    public Mat3? StressIn(Structure structure) =>
        structure.Periodic.IsBulk && structure.Cell is { } cell ? -1 / cell.Volume * Virial.Symmetrized : null;

    /// <summary>Readies the arrays for a structure of this many atoms and sets everything to zero.</summary>
    public void Reset(int count, Request holds)
    {
        Ready(count, holds);
        _forces.AsSpan(0, count).Clear();
        AtomEnergies.Clear();
    }

    /// <summary><see cref="Reset"/>, but forces and energies by atom are left as they were, for who writes every one of them.</summary>
    internal void Ready(int count, Request holds)
    {
        Count = count;
        _holds = holds & ~(Request.Charges | Request.BornCharges | Request.AtomVirials);
        if (_forces.Length < count)
            _forces = new Vec3[count];
        if ((holds & Request.AtomEnergies) != 0 && _energies.Length < count)
            _energies = new double[count];
        Energy = 0;
        Virial = Mat3.Zero;
        (EnergyStd, EnergyNoise) = (null, null);
        Dipole = null;
        _remarks?.Clear();
        (HasForcesStd, HasForcesNoise, HasCharges, HasBornCharges, HasAtomVirials) = (false, false, false, false, false);
    }

    /// <summary>Readies <see cref="ForcesStd"/>, all zero.</summary>
    public Span<Vec3> RequireForcesStd()
    {
        if (_forcesStd.Length < Count)
            _forcesStd = new Vec3[Count];
        HasForcesStd = true;
        ForcesStd.Clear();
        return ForcesStd;
    }

    /// <summary>Readies <see cref="ForcesNoise"/>, all zero.</summary>
    public Span<double> RequireForcesNoise()
    {
        if (_forcesNoise.Length < Count)
            _forcesNoise = new double[Count];
        HasForcesNoise = true;
        ForcesNoise.Clear();
        return ForcesNoise;
    }

    /// <summary>Readies <see cref="Charges"/>, all zero.</summary>
    public Span<double> RequireCharges()
    {
        if (_charges.Length < Count)
            _charges = new double[Count];
        HasCharges = true;
        Charges.Clear();
        return Charges;
    }

    /// <summary>Readies <see cref="BornCharges"/>, all zero.</summary>
    public Span<Mat3> RequireBornCharges()
    {
        if (_bornCharges.Length < Count)
            _bornCharges = new Mat3[Count];
        HasBornCharges = true;
        BornCharges.Clear();
        return BornCharges;
    }

    /// <summary>Readies <see cref="AtomVirials"/>, all zero.</summary>
    public Span<Mat3> RequireAtomVirials()
    {
        if (_atomVirials.Length < Count)
            _atomVirials = new Mat3[Count];
        HasAtomVirials = true;
        AtomVirials.Clear();
        return AtomVirials;
    }

    /// <summary>Adds a multiple of another prediction of the same structure; an output only one of them has is dropped (standard deviations, whose squares add, and remarks are not), and so is the dipole.</summary>
    public void Add(double factor, Prediction other)
    {
        if (other.Count != Count)
            throw new ArgumentException("The predictions are of different structures.", nameof(other));
        Energy += factor * other.Energy;
        Virial += factor * other.Virial;
        for (var i = 0; i < Count; i++)
            _forces[i] += factor * other._forces[i];
        if ((other.Holds & Request.AtomEnergies) != 0 && (Holds & Request.AtomEnergies) != 0)
        {
            for (var i = 0; i < Count; i++)
                _energies[i] += factor * other._energies[i];
        }
        else
        {
            _holds &= ~Request.AtomEnergies;
        }
        Dipole = null;
        foreach (var (name, value) in other.Remarks)
            Remark(name, Remarks.TryGetValue(name, out var own) ? Math.Max(own, value) : value);
        HasCharges &= other.HasCharges;
        for (var i = 0; i < Charges.Length; i++)
            _charges[i] += factor * other._charges[i];
        HasBornCharges &= other.HasBornCharges;
        for (var i = 0; i < BornCharges.Length; i++)
            _bornCharges[i] += factor * other._bornCharges[i];
        HasAtomVirials &= other.HasAtomVirials;
        for (var i = 0; i < AtomVirials.Length; i++)
            _atomVirials[i] += factor * other._atomVirials[i];
        EnergyStd = Together(EnergyStd, factor, other.EnergyStd);
        EnergyNoise = Together(EnergyNoise, factor, other.EnergyNoise);
        if (other.HasForcesNoise)
        {
            if (!HasForcesNoise)
                RequireForcesNoise();
            for (var i = 0; i < Count; i++)
                _forcesNoise[i] = Math.Sqrt(Square(_forcesNoise[i]) + Square(factor * other._forcesNoise[i]));
        }
        if (other.HasForcesStd)
        {
            if (!HasForcesStd)
                RequireForcesStd();
            for (var i = 0; i < Count; i++)
            {
                Vec3 u = _forcesStd[i], v = factor * other._forcesStd[i];
                _forcesStd[i] = new Vec3(Math.Sqrt(u.X * u.X + v.X * v.X), Math.Sqrt(u.Y * u.Y + v.Y * v.Y), Math.Sqrt(u.Z * u.Z + v.Z * v.Z));
            }
        }
    }

    static double? Together(double? own, double factor, double? other) =>
        own is null && other is null ? null : Math.Sqrt(Square(own ?? 0) + Square(factor * (other ?? 0)));

    static double Square(double x) => x * x;
}
