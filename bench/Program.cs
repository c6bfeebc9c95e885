using Athanor.Bench;
using Athanor.Bench.Campaigns;
using Athanor.Bench.Stepping;
using Athanor.Bench.Training;

// dotnet run --project bench -c Release [-- name …]
(string Name, Action Run)[] all =
[
    ("team", TeamBench.Run),
    ("elementary", ElementaryBench.Run),
    ("gemm", GemmBench.Run),
    ("syrk", LinearBench.Syrks),
    ("cholesky", LinearBench.Choleskys),
    ("qr", LinearBench.Qrs),
    ("eigen", LinearBench.Eigen),
    ("stepping", () => SteppingBench.Run([.. args.SkipWhile(a => a != "stepping").Skip(1)])),
    ("behler", BehlerBench.Run),
    ("ani", AniBench.Run),
    ("ani-threads", AniThreadsBench.Run),
    ("networks", NetworkBench.Run),
    ("conformers", () => ConformerBench.Run([.. args.SkipWhile(a => a != "conformers").Skip(1)])),
    ("nep", NepBench.Run),
    ("ace", AceBench.Run),
    ("ace-heads", AceBench.RunHeads),
    ("charges", ChargesBench.Run),
    ("hartree-fock", () => HartreeFockBench.Run([.. args.SkipWhile(a => a != "hartree-fock").Skip(1)])),
    ("correlation", () => CorrelationBench.Run([.. args.SkipWhile(a => a != "correlation").Skip(1)])),
    ("dispersion", DispersionBench.Run),
    ("functionals", FunctionalsBench.Run),
    ("first-order", FirstOrderBench.Run),
    ("gradient-fit", () => GradientFitBench.Run([.. args.SkipWhile(a => a != "gradient-fit").Skip(1)])),
    ("alloys", () => AlloyStructures.Run([.. args.SkipWhile(a => a != "alloys").Skip(1)])),
    ("store", () => StoreBench.Run([.. args.SkipWhile(a => a != "store").Skip(1)])),
    ("loop", () => LoopBench.Run([.. args.SkipWhile(a => a != "loop").Skip(1)])),
    ("layered-fit", () => LayeredFitBench.Run([.. args.SkipWhile(a => a != "layered-fit").Skip(1)])),
    ("heads", () => HeadsBench.Run([.. args.SkipWhile(a => a != "heads").Skip(1)])),
    ("sigma", () => SigmaBench.Run([.. args.SkipWhile(a => a != "sigma").Skip(1)])),
    ("gp", () => GaussianBench.Run([.. args.SkipWhile(a => a != "gp").Skip(1)])),
    ("cold-silicon", () => ColdSilicon.Run([.. args.SkipWhile(a => a != "cold-silicon").Skip(1)])),
    ("phonons", PhononBench.Run),
    ("optimisers", () => OptimiserBench.Run([.. args.SkipWhile(a => a != "optimisers").Skip(1)])),
];
foreach (var (name, run) in all)
{
    if (args.Length == 0 || args.Contains(name))
        run();
}
