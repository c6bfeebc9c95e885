using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// The rate of one step, from a minimum over a saddle, by harmonic transition-state theory: classical with Vineyard's prefactor (J. Phys. Chem. Solids 3, 121 (1957)) and with quantum vibrations, rotation and electrons
/// (Eyring, J. Chem. Phys. 3, 107 (1935)); tunnelling by Wigner's factor (Z. Phys. Chem. B 19, 203 (1932)). Nobody who crosses comes back, in this theory: it is an upper bound of the classical rate.
/// </summary>
public sealed class TransitionRate
{
    const double PlanckSeconds = Units.Planck * 1e-15; // eV s

    /// <summary>Å by which the saddle is pushed along its mode to see which symmetry is left.</summary>
    const double Push = 0.2;

    readonly Thermochemistry? _reactant, _saddle;

    TransitionRate(Vibrations reactant, Vibrations saddle, int degeneracy, double? spread, bool anyFixed)
    {
        (Reactant, Saddle, Degeneracy, BarrierSpread) = (reactant, saddle, degeneracy, spread);
        if (!anyFixed && !saddle.Structure.Periodic.Any)
        {
            SymmetryNumbers = (PointGroup.Of(reactant.Structure).SymmetryNumber, SymmetryNumberOf(saddle.Structure, saddle.Modes[0]));
            _reactant = Thermochemistry.Of(reactant, SymmetryNumbers.Value.Reactant);
            _saddle = Thermochemistry.Of(saddle, SymmetryNumbers.Value.Saddle);
        }
        Vineyard = Prefactor();
    }

    public Vibrations Reactant { get; }

    public Vibrations Saddle { get; }

    /// <summary>How many such saddles lead out of the reactant. Symmetry numbers of molecules are counted by themselves.</summary>
    public int Degeneracy { get; }

    /// <summary>Standard deviation of the barrier over the potential's members, eV; null where it has none.</summary>
    public double? BarrierSpread { get; }

    /// <summary>
    /// Of molecules: rotations that exchange equal atoms only. Of the saddle those count that leave its mode's direction as it is; one that turns the mode round exchanges reactant and product, and a saddle between two equal minima is
    /// crossed from each of them (Pollak and Pechukas, J. Am. Chem. Soc. 100, 2984 (1978)). Null of what repeats, or where atoms are fixed.
    /// </summary>
    public (int Reactant, int Saddle)? SymmetryNumbers { get; }

    /// <summary>Of the potential alone, eV.</summary>
    public Estimate Barrier => new(Saddle.Rest.Energy - Reactant.Rest.Energy, "eV", null, BarrierSpread);

    /// <summary>With the zero-point energies of both, eV.</summary>
    public Estimate ZeroPointBarrier => new(Saddle.Rest.Energy + Saddle.ZeroPointEnergy - Reactant.Rest.Energy - Reactant.ZeroPointEnergy, "eV", null, BarrierSpread);

    /// <summary>Π ν of the reactant / Π ν of the saddle without the imaginary one, 1/s, for one way out; null where the reactant has not exactly one real mode more (a linear molecule over a bent saddle).</summary>
    public double? Vineyard { get; }

    /// <summary>|ν‡|, 1/s.</summary>
    public double ImaginaryFrequency => Math.Abs(Saddle.Modes[0].Wavenumber) * Units.InverseCentimetre / PlanckSeconds;

    /// <summary>hν‡/2πk, K: below it more goes through the barrier than over it, and neither Wigner's factor nor this theory holds.</summary>
    public double CrossoverTemperature => PlanckSeconds * ImaginaryFrequency / (2 * Math.PI * Units.Boltzmann);

    /// <param name="reactant">At rest, no mode imaginary.</param>
    /// <param name="saddle">One mode imaginary; atoms that stayed fixed are the same.</param>
    /// <exception cref="PotentialException">They are not a minimum and a saddle of the same atoms.</exception>
    /// <param name="anyFixed">Whether atoms stayed fixed: nothing flies or turns then.</param>
    public static TransitionRate Of(Vibrations reactant, Vibrations saddle, int degeneracy = 1, double? barrierSpread = null, bool anyFixed = false)
    {
        if (reactant.Structure.Formula != saddle.Structure.Formula)
            throw new PotentialException($"A rate is of one step of the same atoms, but the reactant is {reactant.Structure} and the saddle {saddle.Structure}.");
        if (SaddlePoint.OrderOf(reactant) is > 0 and var order)
            throw new PotentialException($"The reactant has {order} imaginary {(order == 1 ? "mode" : "modes")} ({reactant.Modes[0].WavenumberText()} cm⁻¹) and is no minimum. Relax it, a little off its symmetry.");
        if (SaddlePoint.OrderOf(saddle) is not 1 and var found)
            throw new PotentialException($"A saddle has one imaginary mode; the structure given as one has {(found == 0 ? "none" : $"{found}")}. 'athanor saddle' finds one from a structure near it, or from a path.");
        return new TransitionRate(reactant, saddle, degeneracy, barrierSpread, anyFixed);
    }

    /// <summary>The symmetry number of a saddle pushed off along its mode.</summary>
    internal static int SymmetryNumberOf(Structure saddle, NormalMode mode)
    {
        var pushed = saddle.Clone();
        var scale = Push / mode.Displacements.Max(d => d.Length);
        for (var i = 0; i < pushed.Count; i++)
            pushed.Positions[i] += scale * mode.Displacements[i];
        return PointGroup.Of(pushed).SymmetryNumber;
    }

    /// <param name="temperature">K, above zero.</param>
    public RateState At(double temperature)
    {
        var kt = Units.Boltzmann * temperature;
        // Slopes by 1/kT, from both sides.
        double up = Logarithm(temperature * (1 + 1e-4)), down = Logarithm(temperature * (1 - 1e-4));
        var energy = -(up - down) / (1 / (Units.Boltzmann * temperature * (1 + 1e-4)) - 1 / (Units.Boltzmann * temperature * (1 - 1e-4)));
        var barrier = FreeEnergyBarrier(temperature);
        return new RateState(temperature, Vineyard is { } prefactor ? Degeneracy * prefactor * Math.Exp(-Barrier.Value / kt) : null,
            Degeneracy * kt / PlanckSeconds * Math.Exp(-barrier / kt), Wigner(temperature), barrier, energy, BarrierSpread / kt);
    }

    double FreeEnergyBarrier(double temperature)
    {
        // The pressure is that of both and goes out.
        var pressure = 1e-4 / Units.GigaPascal;
        return FreeEnergy(Saddle, _saddle, temperature, pressure) - FreeEnergy(Reactant, _reactant, temperature, pressure);
    }

    static double FreeEnergy(Vibrations vibrations, Thermochemistry? gas, double temperature, double pressure)
    {
        if (gas is not null)
            return gas.At(temperature, pressure).FreeEnergy;
        var sum = vibrations.Modes.Where(m => !m.IsImaginary).Aggregate(default(Contribution), (all, m) => all + Contribution.Oscillator(m.Wavenumber, temperature));
        return vibrations.Rest.Energy + sum.Energy - temperature * sum.Entropy;
    }

    double Wigner(double temperature)
    {
        var x = PlanckSeconds * ImaginaryFrequency / (Units.Boltzmann * temperature);
        return 1 + x * x / 24;
    }

    double Logarithm(double temperature) =>
        Math.Log(Wigner(temperature) * temperature) - FreeEnergyBarrier(temperature) / (Units.Boltzmann * temperature);

    double? Prefactor()
    {
        if (Reactant.Modes.Count != Saddle.Modes.Count)
            return null;
        double logarithm = 0;
        foreach (var mode in Reactant.Modes)
            logarithm += Math.Log(Math.Abs(mode.Wavenumber));
        foreach (var mode in Saddle.Modes.Skip(1))
            logarithm -= Math.Log(Math.Abs(mode.Wavenumber));
        return Math.Exp(logarithm) * Units.InverseCentimetre / PlanckSeconds;
    }
}
