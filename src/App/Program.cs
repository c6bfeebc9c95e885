using Athanor.Potentials;
using Athanor.Quantum;

PotentialCatalogue.Default = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);
return (int)Athanor.App.Entrance.Run(args);
