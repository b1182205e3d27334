var t={quan_tri:"role.quan_tri",van_hanh:"role.van_hanh",chu_toa:"role.chu_toa",thu_ky:"role.thu_ky",ky_thuat:"role.ky_thuat",van_thu:"role.van_thu"};export{t as a};
