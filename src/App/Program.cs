return (int)Athanor.App.Entrance.Run(args);
