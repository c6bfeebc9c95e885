namespace Athanor.Potentials.Dispersion;

/// <summary>Damping parameters that were published for functionals, by name.</summary>
static class PublishedDamping
{
    const string Original = "Grimme, Ehrlich, Goerigk, J. Comput. Chem. 32, 1456 (2011)";
    const string Benchmark = "Goerigk, Grimme, Phys. Chem. Chem. Phys. 13, 6670 (2011)";
    const string Survey = "Goerigk, Hansen, Bauer, Ehrlich, Najibi, Grimme, Phys. Chem. Chem. Phys. 19, 32184 (2017)";
    const string Screened = "Moellmann, Grimme, J. Phys. Chem. C 118, 7615 (2014)";
    const string Scan = "Brandenburg, Bates, Sun, Perdew, Phys. Rev. B 94, 115144 (2016)";
    const string R2Scan = "Ehlert, Huniar, Ning, Furness, Sun, Kaplan, Perdew, Brandenburg, J. Chem. Phys. 154, 061101 (2021)";
    const string R2ScanHybrids = "Bursch, Neugebauer, Ehlert, Grimme, J. Chem. Phys. 156, 134105 (2022)";

    /// <summary>A functional's parameters and where they are from.</summary>
    internal sealed record Entry(string Name, double S6, double S8, double A1, double A2, string Source)
    {
        internal DispersionDamping Damping => new(S6, S8, A1, A2);
    }

    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("hf", 1, 0.9171, 0.3385, 2.8830, Original),
        new("pbe", 1, 0.7875, 0.4289, 4.4407, Original),
        new("revpbe", 1, 2.3550, 0.5238, 3.5016, Original),
        new("blyp", 1, 2.6996, 0.4298, 4.2359, Original),
        new("bp86", 1, 3.2822, 0.3946, 4.8516, Original),
        new("b97d", 1, 2.2609, 0.5545, 3.2297, Original),
        new("rpw86pbe", 1, 1.3845, 0.4613, 4.5062, Original),
        new("tpss", 1, 1.9435, 0.4535, 4.4752, Original),
        new("b3lyp", 1, 1.9889, 0.3981, 4.4211, Original),
        new("pbe0", 1, 1.2177, 0.4145, 4.8593, Original),
        new("tpss0", 1, 1.2576, 0.3768, 4.5865, Original),
        new("b2plyp", 0.64, 0.9147, 0.3065, 5.0570, Benchmark),
        new("b2gpplyp", 0.56, 0.2597, 0.0000, 6.3332, Benchmark),
        new("pwpb95", 0.82, 0.2904, 0.0000, 7.3141, Benchmark),
        new("dsdblyp", 0.50, 0.2130, 0.0000, 6.0519, Benchmark),
        new("revpbe0", 1, 1.7588, 0.4679, 3.7619, Benchmark),
        new("revpbe38", 1, 1.4760, 0.4309, 3.9446, Benchmark),
        new("pw6b95", 1, 0.7257, 0.2076, 6.3750, Benchmark),
        new("b1b95", 1, 1.4507, 0.2092, 5.5545, Benchmark),
        new("b3pw91", 1, 2.8524, 0.4312, 4.4693, Benchmark),
        new("bhlyp", 1, 1.0354, 0.2793, 4.9615, Benchmark),
        new("bmk", 1, 2.0860, 0.1940, 5.9197, Benchmark),
        new("bop", 1, 3.2950, 0.4870, 3.5043, Benchmark),
        new("bpbe", 1, 4.0728, 0.4567, 4.3908, Benchmark),
        new("camb3lyp", 1, 2.0674, 0.3708, 5.4743, Benchmark),
        new("lcwpbe", 1, 1.8541, 0.3919, 5.0897, Benchmark),
        new("mpw1b95", 1, 1.0508, 0.1955, 6.4177, Benchmark),
        new("mpwb1k", 1, 0.9499, 0.1474, 6.6223, Benchmark),
        new("mpwlyp", 1, 2.0077, 0.4831, 4.5323, Benchmark),
        new("olyp", 1, 2.6205, 0.5299, 2.8065, Benchmark),
        new("opbe", 1, 3.3816, 0.5512, 2.9444, Benchmark),
        new("otpss", 1, 2.7495, 0.4634, 4.3153, Benchmark),
        new("pbesol", 1, 2.9491, 0.4466, 6.1742, Benchmark),
        new("pwb6k", 1, 0.9383, 0.1805, 7.7627, Benchmark),
        new("revssb", 1, 0.4389, 0.4720, 4.0986, Benchmark),
        new("ssb", 1, -0.1744, -0.0952, 5.2170, Benchmark),
        new("tpssh", 1, 2.2382, 0.4529, 4.6550, Benchmark),
        new("hse06", 1, 2.3100, 0.3830, 5.6850, Screened),
        new("scan", 1, 0.0000, 0.5380, 5.4200, Scan),
        new("r2scan", 1, 0.78981345, 0.49484001, 5.73083694, R2Scan),
        new("r2scanh", 1, 1.1236, 0.4709, 5.9157, R2ScanHybrids),
        new("r2scan0", 1, 1.1846, 0.4534, 5.8972, R2ScanHybrids),
        new("r2scan50", 1, 1.3294, 0.4311, 5.9240, R2ScanHybrids),
        new("revtpss", 1, 1.4023, 0.4426, 4.4723, Survey),
        new("x3lyp", 1, 1.5744, 0.2022, 5.4184, Survey),
        new("o3lyp", 1, 1.8171, 0.0963, 5.9940, Survey),
        new("b1lyp", 1, 2.1167, 0.1986, 5.3875, Survey),
        new("xlyp", 1, 1.5669, 0.0809, 5.3166, Survey),
        new("mpwpw", 1, 1.7974, 0.3168, 4.7732, Survey),
        new("mpw1pw", 1, 1.8744, 0.3342, 4.9819, Survey),
        new("hse03", 1, 1.1243, 0.0000, 6.8889, Survey),
    ];

    /// <summary>In any case; null where nothing was published, or is not known here.</summary>
    internal static Entry? Find(string functional) => All.FirstOrDefault(e => e.Name.Equals(functional, StringComparison.OrdinalIgnoreCase));
}
