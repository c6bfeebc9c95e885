using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties.Tests;

/// <summary>
/// Ideal gases against exact formulas and against what ASE 3.22.1's IdealGasThermo gives for the same geometries, masses and wavenumbers:
/// <c>t = IdealGasThermo([w * units.invcm for w in wavenumbers], geometry, 0.0, atoms, symmetrynumber, spin); t.get_enthalpy(T); t.get_entropy(T, P); t.get_gibbs_energy(T, P)</c>.
/// </summary>
public sealed class ThermochemistryTests
{
    const double Bar = 1e5 / 1.602176634e-19 * 1e-30, JoulePerMole = 1.602176634e-19 * 6.02214076e23;

    static Structure Water => Molecules.Of("O H H", new(0, 0, 0.1173), new(0, 0.7572, -0.4692), new(0, -0.7572, -0.4692));

    static Structure CarbonDioxide => Molecules.Of("C O O", Vec3.Zero, new(0, 0, 1.16), new(0, 0, -1.16));

    static Structure Nitrogen => Molecules.Of("N N", Vec3.Zero, new(0, 0, 1.0977));

    [Theory]
    [InlineData("water", 298.15, 1, 0.66128498458244, 0.0019554280162748113, 0.07827412153010505)]
    [InlineData("water", 1000, 1, 0.9297488900408296, 0.0024088420049303725, -1.479093114889543)]
    [InlineData("carbon dioxide", 298.15, 1, 0.4080385576111215, 0.0022154538695965532, -0.25249901360909077)]
    [InlineData("carbon dioxide", 1000, 1, 0.7539678283850089, 0.002790564694102047, -2.036596865717038)]
    [InlineData("nitrogen", 298.15, 1.01325, 0.23616668523421308, 0.0019843139161536995, -0.35545650886701236)]
    [InlineData("nitrogen", 100, 1.01325, 0.17640001700932303, 0.0016548187638381626, 0.010918140625506778)]
    [InlineData("oxygen", 298.15, 1, 0.18796721477519066, 0.002125546814153399, -0.44576456786464524)]
    public void Enthalpy_entropy_and_free_energy_are_those_of_ase(string name, double temperature, double bar, double enthalpy, double entropy, double free)
    {
        var gas = name switch
        {
            "water" => Thermochemistry.Of(Water, 0, [1595, 3657, 3756]),
            "carbon dioxide" => Thermochemistry.Of(CarbonDioxide, 0, [667, 667, 1333, 2349]),
            "nitrogen" => Thermochemistry.Of(Nitrogen, 0, [2359]),
            _ => Thermochemistry.Of(Molecules.Of("O O", Vec3.Zero, new(0, 0, 1.2075)), 0, [1580], multiplicity: 3),
        };
        var state = gas.At(temperature, bar * Bar);
        // CODATA 2014 there, 2018 here: parts in 10⁶.
        Assert.Equal(enthalpy, state.Enthalpy, 1e-6);
        Assert.Equal(entropy, state.Entropy, 1e-8);
        Assert.Equal(free, state.FreeEnergy, 3e-6 * temperature / 298);
    }

    [Fact]
    public void Argon_is_sackurs_and_tetrodes()
    {
        var gas = Thermochemistry.Of(Molecules.Of("Ar", Vec3.Zero), -1, []);
        var state = gas.At(298.15, Bar);
        Assert.Equal(154.845, state.Entropy * JoulePerMole, 5e-3); // CODATA key value: 154.846 ± 0.003 J/mol/K.
        Assert.Equal(RotorKind.Atom, gas.Rotor!.Kind);
        Assert.Equal(default, state.Rotation);
        Assert.Equal(2.5 * Units.Boltzmann, state.HeatCapacityAtConstantPressure, 1e-15);
        Assert.Equal(-1 + 2.5 * Units.Boltzmann * 298.15, state.Enthalpy, 1e-12);
    }

    [Fact]
    public void Measured_entropies_are_met()
    {
        // CODATA key values at 298.15 K and 1 bar. Rigid and harmonic, with measured fundamentals, they come out within a quarter of a J/mol/K.
        foreach (var (gas, measured) in new[]
        {
            (Thermochemistry.Of(Nitrogen, 0, [2330]), 191.609),
            (Thermochemistry.Of(CarbonDioxide, 0, [667, 667, 1333, 2349]), 213.785),
            (Thermochemistry.Of(Water, 0, [1595, 3657, 3756]), 188.835),
        })
            Assert.Equal(measured, gas.At(298.15, Bar).Entropy * JoulePerMole, 0.25);
    }

    [Fact]
    public void Heat_capacities_reach_their_classical_limits()
    {
        var hot = Thermochemistry.Of(Water, 0, [1595, 3657, 3756]).At(1e6, Bar);
        Assert.Equal(6 * Units.Boltzmann, hot.HeatCapacity, 1e-4 * Units.Boltzmann);
        var cold = Thermochemistry.Of(Water, 0, [1595, 3657, 3756]).At(50, Bar);
        Assert.Equal(3 * Units.Boltzmann, cold.HeatCapacity, 1e-9 * Units.Boltzmann);
        Assert.Equal(0.5 * (1595 + 3657 + 3756) * Units.InverseCentimetre, cold.Vibration.Energy, 1e-12);
    }

    [Fact]
    public void Free_energy_and_its_derivatives_belong_together()
    {
        var gas = Thermochemistry.Of(Water, -2000, [50, 1595, 3657]);
        const double T = 400, H = 0.01;
        double G(double t) => gas.At(t, Bar).FreeEnergy;
        Assert.Equal(-(G(T + H) - G(T - H)) / (2 * H), gas.At(T, Bar).Entropy, 1e-9);
        Assert.Equal((gas.At(T + H, Bar).Enthalpy - gas.At(T - H, Bar).Enthalpy) / (2 * H), gas.At(T, Bar).HeatCapacityAtConstantPressure, 1e-9);
    }

    [Fact]
    public void Soft_modes_go_over_into_free_rotors()
    {
        // Stiff modes keep their entropy, soft ones do not diverge; in between, by hand: 50 cm⁻¹ at 298.15 K.
        Assert.Equal(Contribution.Oscillator(3000, 298.15).Entropy, Contribution.QuasiHarmonicEntropy(3000, 298.15), 1e-9);
        Assert.True(Contribution.QuasiHarmonicEntropy(0.01, 298.15) < Contribution.Oscillator(0.01, 298.15).Entropy / 2);
        const double h = 6.62607015e-34, c = 2.99792458e10, k = 1.380649e-23;
        var moment = h / (8 * Math.PI * Math.PI * c * 50);
        moment = moment * 1e-44 / (moment + 1e-44);
        var rotor = 0.5 + Math.Log(Math.Sqrt(8 * Math.PI * Math.PI * Math.PI * moment * k * 298.15 / (h * h)));
        var w = 1 / 17.0;
        Assert.Equal(w * Contribution.Oscillator(50, 298.15).Entropy + (1 - w) * rotor * Units.Boltzmann, Contribution.QuasiHarmonicEntropy(50, 298.15), 1e-12);
        var gas = Thermochemistry.Of(Water, 0, [30, 1595, 3657]);
        Assert.True(gas.At(298.15, Bar).QuasiHarmonicFreeEnergy > gas.At(298.15, Bar).FreeEnergy);
    }

    [Fact]
    public void Imaginary_modes_are_left_out_and_counted()
    {
        var gas = Thermochemistry.Of(Water, 0, [-500, 1595, 3657]);
        Assert.Equal(1, gas.Excluded);
        Assert.Equal(0.5 * (1595 + 3657) * Units.InverseCentimetre, gas.ZeroPointEnergy, 1e-12);
    }

    [Fact]
    public void Rotors_tops_and_spins()
    {
        // Rotational constants of water (ground state, measured 27.88, 14.51, 9.28 cm⁻¹) and nitrogen (1.998).
        var water = Rotor.Of(Water);
        Assert.Equal(RotorKind.Asymmetric, water.Kind);
        Assert.Equal(27.9, water.Constants[0], 0.6);
        Assert.Equal(14.5, water.Constants[1], 0.3);
        Assert.Equal(9.3, water.Constants[2], 0.25);
        var nitrogen = Rotor.Of(Nitrogen);
        Assert.Equal((RotorKind.Linear, 2), (nitrogen.Kind, nitrogen.SymmetryNumber));
        Assert.Equal(1.998, Assert.Single(nitrogen.Constants), 2e-3);
        Assert.Equal(1, Rotor.Of(Nitrogen, symmetryNumber: 1).SymmetryNumber);
        Assert.Equal(1, Thermochemistry.LeastMultiplicity(Water));
        Assert.Equal(2, Thermochemistry.LeastMultiplicity(Molecules.Of("O H", Vec3.Zero, new(0, 0, 0.97))));
        var cation = Water;
        cation.Charge = 1;
        Assert.Equal(2, Thermochemistry.LeastMultiplicity(cation));
    }

    [Fact]
    public void A_crystal_has_its_vibrations_alone()
    {
        var gas = Thermochemistry.Of(Crystal.Diamond(new Element(14), 5.43), -3, [500, 520]);
        var state = gas.At(300, Bar);
        Assert.Null(gas.Rotor);
        Assert.Equal(state.InternalEnergy, state.Enthalpy);
        Assert.Equal(state.InternalEnergy - 300 * state.Entropy, state.FreeEnergy, 1e-12);
        Assert.Equal(default, state.Translation);
    }
}
