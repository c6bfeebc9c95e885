namespace Athanor.Potentials.Dispersion;

/// <summary>
/// Becke and Johnson's damping in Grimme's form, fitted to a functional: E = −Σ s6 C6/(r⁶ + R⁶) + s8 C8/(r⁸ + R⁸) with R = a1 √(C8/C6) + a2
/// (Grimme, Ehrlich, Goerigk, J. Comput. Chem. 32, 1456 (2011), eqs. 5 and 6).
/// </summary>
/// <param name="A2">Bohr, as it is published.</param>
public readonly record struct DispersionDamping(double S6, double S8, double A1, double A2);
